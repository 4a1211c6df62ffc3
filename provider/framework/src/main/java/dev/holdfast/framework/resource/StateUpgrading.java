package dev.holdfast.framework.resource;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.util.Map;

/// A resource whose stored state of older schema versions can be brought to the current one.
public interface StateUpgrading<D> {

  /// The way to the current version from each older version.
  Map<Long, Upgrader<D>> upgraders();

  /// One step straight to the current version.
  ///
  /// @param from the schema that wrote the state
  record Upgrader<D>(Schema from, Upgrade<D> upgrade) {}

  /// Turns an object of the old schema into one of the current.
  @FunctionalInterface
  interface Upgrade<D> {
    Value.Obj upgrade(Call<D> call, Value.Obj old);
  }
}
