package dev.holdfast.framework.resource;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.util.Map;

/// A resource whose stored state of older schema versions can be brought to the current one.
///
/// Terraform upgrades state before the provider is configured, so an upgrade has only the state to
/// work with.
public interface StateUpgrading {

  /// The way to the current version from each older version.
  Map<Long, Upgrader> upgraders();

  /// One step straight to the current version.
  ///
  /// @param from the schema that wrote the state
  record Upgrader(Schema from, Upgrade upgrade) {}

  /// Turns an object of the old schema into one of the current; attributes left out become null.
  @FunctionalInterface
  interface Upgrade {
    Value.Obj upgrade(Value.Obj old, Diagnostics diagnostics);
  }
}
