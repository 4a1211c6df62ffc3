package dev.holdfast.transport.config;

import java.util.ArrayList;
import java.util.List;

/// Splits text into words as a POSIX shell does with plain words, quotes and backslashes; nothing
/// is expanded.
final class ArgumentSplitter {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ArgumentSplitter(String text) {
    this.text = text;
  }

  /// @throws ConfigException when a quote is not closed
  static List<String> split(String text) {
    ArgumentSplitter splitter = new ArgumentSplitter(text);
    splitter.run();
    return List.copyOf(splitter.words);
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> endWord();
        case '\'' -> quoted('\'');
        case '"' -> quoted('"');
        case '\\' -> {
          inWord = true;
          word.append(at < text.length() ? text.charAt(at++) : '\\');
        }
        default -> {
          inWord = true;
          word.append(c);
        }
      }
    }
    endWord();
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private void quoted(char quote) {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return;
      }
      boolean escaped =
          quote == '"' && c == '\\' && at < text.length() && "\\\"$`".indexOf(text.charAt(at)) >= 0;
      word.append(escaped ? text.charAt(at++) : c);
    }
    throw new ConfigException("No closing quotation in: " + text);
  }
}
