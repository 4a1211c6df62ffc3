package dev.holdfast.language.yaml;

/// A place in a file: line and column count from one.
public record Position(String file, int line, int column) {
  /// `file:line`, as Ansible shows where a task stands.
  public String fileLine() {
    return file + ":" + line;
  }

  /// `file:line:column`.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
