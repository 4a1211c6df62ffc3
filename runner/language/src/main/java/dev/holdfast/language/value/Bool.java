package dev.holdfast.language.value;

/// Python's `True` and `False`; in arithmetic and comparison they are 1 and 0.
public enum Bool implements Value {
  FALSE,
  TRUE;

  /// The Python value of a Java condition.
  public static Bool of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /// Whether this is `True`.
  public boolean value() {
    return this == TRUE;
  }
}
