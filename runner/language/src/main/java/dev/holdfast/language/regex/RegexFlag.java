package dev.holdfast.language.regex;

/// The flags of Python's `re`.
public enum RegexFlag {
  IGNORECASE('i'),
  MULTILINE('m'),
  DOTALL('s'),
  VERBOSE('x'),
  ASCII('a'),
  UNICODE('u');

  private final char letter;

  RegexFlag(char letter) {
    this.letter = letter;
  }

  char letter() {
    return letter;
  }
}
