package dev.holdfast.transport.key;

import java.util.List;

/// OpenSSH's patterns: `*`, `?`, and lists of them in which `!` takes out (ssh_config, PATTERNS).
public final class Patterns {
  private Patterns() {}

  /// Whether one pattern matches a whole text.
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// Whether a list matches: at least one pattern does, and none that begins with `!` does.
  public static boolean anyMatches(List<String> patterns, String text) {
    boolean found = false;
    for (String pattern : patterns) {
      if (pattern.startsWith("!")) {
        if (matches(pattern.substring(1), text)) {
          return false;
        }
      } else if (matches(pattern, text)) {
        found = true;
      }
    }
    return found;
  }
}
