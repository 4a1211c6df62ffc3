package dev.holdfast.language.value;

/// Python's `None`, YAML's and JSON's null.
public enum None implements Value {
  NONE;

  @Override
  public String toString() {
    return "None";
  }
}
