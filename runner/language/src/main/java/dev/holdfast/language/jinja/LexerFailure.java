package dev.holdfast.language.jinja;

/// Something that is no token. The parser reports it when it gets there.
final class LexerFailure extends Exception {
  private final String text;

  LexerFailure(String message) {
    super(message);
    this.text = message;
  }

  String message() {
    return text;
  }
}
