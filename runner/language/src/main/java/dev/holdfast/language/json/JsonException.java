package dev.holdfast.language.json;

import dev.holdfast.language.value.DocumentException;

/// A text that is no JSON, worded as Python's `JSONDecodeError`.
public final class JsonException extends DocumentException {
  JsonException(String problem, String text, int index) {
    super(describe(problem, text, index));
  }

  JsonException(String problem) {
    super(problem);
  }

  @Override
  public String pythonType() {
    return "json.decoder.JSONDecodeError";
  }

  private static String describe(String problem, String text, int index) {
    String before = text.substring(0, index);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    String lastLine = before.substring(before.lastIndexOf('\n') + 1);
    int column = lastLine.codePointCount(0, lastLine.length()) + 1;
    int character = before.codePointCount(0, before.length());
    return "%s: line %d column %d (char %d)".formatted(problem, line, column, character);
  }
}
