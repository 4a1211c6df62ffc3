package dev.holdfast.engine.inventory;

import java.util.ArrayList;
import java.util.List;

/// Splits a line of an INI inventory into words as Python's `shlex.split(line, comments=True)`: a
/// `#` begins a comment even inside a word.
final class HostLine {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private HostLine(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException with Python's message for a quote that does not end
  static List<String> split(String text) {
    return new HostLine(text).all();
  }

  private List<String> all() {
    while (at < text.length() && text.charAt(at) != '#') {
      char letter = text.charAt(at++);
      switch (letter) {
        case ' ', '\t', '\r', '\n' -> end();
        case '\'', '"' -> quoted(letter);
        case '\\' -> add(next("No escaped character"));
        default -> add(letter);
      }
    }
    end();
    return List.copyOf(words);
  }

  private void quoted(char quote) {
    inWord = true;
    char letter = next("No closing quotation");
    while (letter != quote) {
      if (letter == '\\' && quote == '"') {
        char escaped = next("No closing quotation");
        if (escaped != '"' && escaped != '\\') {
          word.append('\\');
        }
        word.append(escaped);
      } else {
        word.append(letter);
      }
      letter = next("No closing quotation");
    }
  }

  private char next(String mistake) {
    if (at >= text.length()) {
      throw new IllegalArgumentException(mistake);
    }
    return text.charAt(at++);
  }

  private void add(char letter) {
    word.append(letter);
    inWord = true;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
