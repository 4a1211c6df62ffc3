package dev.holdfast.cli.common;

/// A command with options that are declared in code.
public interface Declared {
  Options options();

  /// Whether there are no others, and no annotations to look for.
  default boolean entirely() {
    return false;
  }
}
