package dev.holdfast.language.regex;

import dev.holdfast.language.value.DocumentException;

/// A pattern or replacement template that Python's `re` refuses, in its words.
public final class RegexException extends DocumentException {
  RegexException(String message) {
    super(message);
  }

  static RegexException at(String message, int position) {
    return new RegexException(message + " at position " + position);
  }

  @Override
  public String pythonType() {
    return "re.error";
  }
}
