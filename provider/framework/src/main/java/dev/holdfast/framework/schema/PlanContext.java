package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Value;

/// What a plan decision may look at: the whole configuration, the prior state and what was managed
/// before.
///
/// @param prior the state after the refresh, [Value.Null] on create
/// @param config the configuration, [Value.Null] on delete
public record PlanContext(Operation operation, Value prior, Value config, ManagedPaths managed) {

  /// What is being planned.
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }
}
