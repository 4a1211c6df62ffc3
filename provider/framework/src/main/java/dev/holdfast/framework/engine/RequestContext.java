package dev.holdfast.framework.engine;

import java.util.Optional;

/// Which call the current thread works for; log handlers add it to every line.
///
/// @param id names this call in the log and in diagnostics that refer to the log
/// @param rpc the call of the plugin protocol, such as `PlanResourceChange`
/// @param type the type or function name, empty where the call has none
public record RequestContext(String id, String rpc, String type) {

  static final ScopedValue<RequestContext> CURRENT = ScopedValue.newInstance();

  /// The call that this thread works for.
  public static Optional<RequestContext> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }
}
