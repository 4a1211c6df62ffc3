package dev.holdfast.language.yaml;

/// A place in a file: line and column count from one.
public record Position(String file, int line, int column) {
  /// `file:line:column`.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
