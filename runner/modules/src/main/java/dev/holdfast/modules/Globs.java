package dev.holdfast.modules;

import dev.holdfast.language.regex.PythonRegex;

/// Shell patterns as Python's `fnmatch` reads them.
final class Globs {
  private Globs() {}

  /// Whether a name matches as a whole.
  static boolean matches(String pattern, String name) {
    return java.util.regex.Pattern.compile(regex(pattern).replace("\\Z", "\\z"))
        .matcher(name)
        .matches();
  }

  /// A regular expression for the whole of a name.
  static String regex(String pattern) {
    StringBuilder regex = new StringBuilder("(?s:");
    int at = 0;
    while (at < pattern.length()) {
      char letter = pattern.charAt(at);
      int end = letter == '[' ? closing(pattern, at) : -1;
      if (letter == '*') {
        regex.append(".*");
      } else if (letter == '?') {
        regex.append('.');
      } else if (end > 0) {
        String set = pattern.substring(at + 1, end).replace("\\", "\\\\");
        regex.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        at = end;
      } else {
        regex.append(PythonRegex.escape(String.valueOf(letter)));
      }
      at++;
    }
    return regex.append(")\\Z").toString();
  }

  private static int closing(String pattern, int open) {
    int from = open + 1;
    if (pattern.startsWith("!", from)) {
      from++;
    }
    return pattern.indexOf(']', from + 1);
  }
}
