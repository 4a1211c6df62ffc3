package dev.holdfast.engine.inventory;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// The variables that an inventory source sets for one host or group.
final class Variables {
  private final boolean merging;
  private final Map<String, Value> values = new LinkedHashMap<>();

  /// @param merging whether a dict that is set twice is merged
  Variables(boolean merging) {
    this.merging = merging;
  }

  void set(String name, Value value) {
    values.merge(name, value, (low, high) -> merging ? Combining.merge(low, high) : high);
  }

  DictValue copy() {
    return DictValue.of(values);
  }
}
