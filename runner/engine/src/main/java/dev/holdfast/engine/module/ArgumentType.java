package dev.holdfast.engine.module;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The types of Ansible's argument specifications.
public enum ArgumentType {
  STR,
  LIST,
  DICT,
  BOOL,
  INT,
  FLOAT,
  PATH,
  RAW,
  JSONARG,
  JSON,
  BYTES,
  BITS;

  /// The name as specifications and messages have it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ArgumentType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.label().equals(name)).findFirst();
  }
}
