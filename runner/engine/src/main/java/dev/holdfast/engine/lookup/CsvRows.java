package dev.holdfast.engine.lookup;

import java.util.ArrayList;
import java.util.List;

/// Rows of values parted by one character, as the dialect `excel` of Python's `csv` reads them: a
/// value in double quotes may hold anything, a quote in it is doubled. An empty line is an empty
/// row.
final class CsvRows {
  private final String text;
  private final char delimiter;
  private final List<List<String>> rows = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();
  private List<String> row = new ArrayList<>();
  private boolean quoted;
  private boolean open;

  private CsvRows(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  static List<List<String>> parse(String text, char delimiter) {
    CsvRows parser = new CsvRows(text, delimiter);
    for (int at = 0; at < text.length(); at++) {
      at = parser.quoted ? parser.inside(at) : parser.outside(at);
    }
    parser.endRow();
    return parser.rows;
  }

  /// Takes a character of a quoted value; a doubled quote takes two.
  private int inside(int at) {
    char letter = text.charAt(at);
    if (letter != '"') {
      value.append(letter);
    } else if (text.startsWith("\"", at + 1)) {
      value.append('"');
      return at + 1;
    } else {
      quoted = false;
    }
    return at;
  }

  private int outside(int at) {
    char letter = text.charAt(at);
    if (letter == delimiter) {
      endValue();
      open = true;
    } else if (letter == '\n' || letter == '\r') {
      boolean pair = letter == '\r' && text.startsWith("\n", at + 1);
      endRow();
      return pair ? at + 1 : at;
    } else if (letter == '"' && value.isEmpty()) {
      quoted = true;
      open = true;
    } else {
      value.append(letter);
    }
    return at;
  }

  private void endValue() {
    row.add(value.toString());
    value.setLength(0);
  }

  private void endRow() {
    if (open || !value.isEmpty()) {
      endValue();
    }
    rows.add(row);
    row = new ArrayList<>();
    open = false;
  }
}
