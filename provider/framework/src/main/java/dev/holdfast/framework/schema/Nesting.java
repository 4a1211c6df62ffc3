package dev.holdfast.framework.schema;

/// How often a nested body occurs and how its occurrences are told apart.
public enum Nesting {
  /// At most one.
  SINGLE,
  /// Any number, by position.
  LIST,
  /// Any number, by content.
  SET,
  /// Any number, by key.
  MAP,
  /// Exactly one, never null (blocks only).
  GROUP
}
