package dev.holdfast.engine.inventory;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;

/// How a variable that is set twice is combined when `hash_behaviour` is `merge`.
public final class Combining {
  private Combining() {}

  /// Adds variables to those of lower levels.
  ///
  /// @param merging whether dicts are combined with those below instead of taking their place
  public static void add(DictValue all, DictValue more, boolean merging) {
    more.entries()
        .forEach((name, value) ->
            all.put(
                name, merging ? all.get(name).map(low -> merge(low, value)).orElse(value) : value));
  }

  /// The dict of both, the second one's members counting more, dicts in dicts likewise; anything
  /// but two dicts is the second value.
  public static Value merge(Value low, Value high) {
    if (!(low instanceof DictValue lower) || !(high instanceof DictValue higher)) {
      return high;
    }
    DictValue merged = DictValue.copyOf(lower);
    higher
        .entries()
        .forEach((key, value) ->
            merged.put(key, lower.get(key).map(old -> merge(old, value)).orElse(value)));
    return merged;
  }
}
