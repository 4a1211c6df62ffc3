package dev.holdfast.transport.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One line of an `ssh_config` file, or the argument of `-o`.
///
/// @param keyword in lower case
/// @param words its arguments, quotes removed
/// @param rest the same as written, for keywords that take a command
record ConfigLine(String keyword, List<String> words, String rest) {
  /// @return empty for blank lines and comments
  static Optional<ConfigLine> parse(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return Optional.empty();
    }
    int end = 0;
    while (end < text.length() && " \t=\"".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    int from = end;
    boolean equals = false;
    while (from < text.length()
        && (Character.isWhitespace(text.charAt(from)) || (text.charAt(from) == '=' && !equals))) {
      equals |= text.charAt(from) == '=';
      from++;
    }
    String rest = text.substring(from);
    String keyword = text.substring(0, end).toLowerCase(Locale.ROOT);
    return Optional.of(new ConfigLine(keyword, words(rest), rest));
  }

  /// Single and double quotes group; a backslash keeps a quote, a blank or itself; `#` at the start
  /// of a word ends the line.
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.charAt(at) == '#') {
        break;
      } else {
        StringBuilder word = new StringBuilder();
        at = word(text, at, word);
        words.add(word.toString());
      }
    }
    return List.copyOf(words);
  }

  private static int word(String text, int start, StringBuilder word) {
    char quote = 0;
    int at = start;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && escapable(text.charAt(at + 1), quote)) {
        word.append(text.charAt(++at));
      } else if (quote == 0 && Character.isWhitespace(c)) {
        return at;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new ConfigException("no closing quote in: " + text);
    }
    return at;
  }

  private static boolean escapable(char c, char quote) {
    return c == '"' || c == '\'' || c == '\\' || (c == ' ' && quote == 0);
  }
}
