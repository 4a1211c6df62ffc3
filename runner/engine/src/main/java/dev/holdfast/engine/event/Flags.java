package dev.holdfast.engine.event;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Truth;

/// Yes-or-no members of results.
public final class Flags {
  private Flags() {}

  /// Whether the member is there and true.
  public static boolean of(DictValue result, String name) {
    return result.get(name).map(Truth::of).orElse(false);
  }
}
