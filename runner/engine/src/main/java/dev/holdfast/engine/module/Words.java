package dev.holdfast.engine.module;

import java.util.ArrayList;
import java.util.List;

/// Splits a command line into words as Python's `shlex.split` does.
public final class Words {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;

  private Words(String text) {
    this.text = text;
  }

  /// The words, without their quotes.
  public static List<String> split(String text) {
    return new Words(text).all();
  }

  private List<String> all() {
    int at = 0;
    while (at < text.length()) {
      char letter = text.charAt(at);
      switch (letter) {
        case ' ', '\t', '\r', '\n' -> {
          end();
          at++;
        }
        case '\'' -> at = single(at + 1);
        case '"' -> at = twofold(at + 1);
        case '\\' -> at = escaped(at + 1);
        default -> {
          add(letter);
          at++;
        }
      }
    }
    end();
    return List.copyOf(words);
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

  private int single(int from) {
    int end = text.indexOf('\'', from);
    if (end < 0) {
      throw ModuleFailure.of("No closing quotation");
    }
    word.append(text, from, end);
    inWord = true;
    return end + 1;
  }

  private int twofold(int from) {
    inWord = true;
    int at = from;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\'
          && at + 1 < text.length()
          && "\\\"".indexOf(text.charAt(at + 1)) >= 0) {
        at++;
      }
      word.append(text.charAt(at));
      at++;
    }
    if (at >= text.length()) {
      throw ModuleFailure.of("No closing quotation");
    }
    return at + 1;
  }

  private int escaped(int at) {
    if (at >= text.length()) {
      throw ModuleFailure.of("No escaped character");
    }
    add(text.charAt(at));
    return at + 1;
  }
}
