package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Path;

/// When a computed attribute that the configuration leaves unset is planned as unknown; otherwise
/// it is planned as its prior value, or null where there is none.
///
/// Asked only when the plan changes something, and only where the configuration has the object
/// around the attribute: an unset nested attribute is decided as a whole. For a part that the prior
/// state does not have (a new element of a map, say) the context's operation is CREATE even while
/// the resource as a whole is updated.
@FunctionalInterface
public interface Unset {

  boolean unknown(PlanContext context, Path path);

  /// Never: the server does not assign it by itself.
  Unset NEVER = (_, _) -> false;

  /// On create only: the server assigns it once.
  Unset ON_CREATE = (context, _) -> context.operation() == PlanContext.Operation.CREATE;

  /// On create and on every update that changes anything.
  Unset ON_CHANGE = (_, _) -> true;
}
