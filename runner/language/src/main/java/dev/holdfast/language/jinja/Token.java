package dev.holdfast.language.jinja;

/// A token of a template, with the line it stands on.
record Token(TokenType type, String text, int line) {

  /// How Jinja2's messages name it.
  String description() {
    return type == TokenType.NAME ? text : type.description();
  }

  boolean is(TokenType other) {
    return type == other;
  }

  boolean isName(String name) {
    return type == TokenType.NAME && text.equals(name);
  }
}
