package dev.holdfast.language.regex;

/// Backslash escapes that mean the same inside and outside of brackets.
final class Escapes {
  /// What an escape became.
  ///
  /// @param end where the pattern goes on
  record Escape(String text, int end) {}

  private Escapes() {}

  /// The escape whose backslash is at `start`.
  static Escape parse(String source, int start) {
    int next = start + 1;
    if (next >= source.length()) {
      throw RegexException.at("bad escape (end of pattern)", start);
    }
    char c = source.charAt(next);
    return switch (c) {
      case 'd', 'D', 's', 'S', 'w', 'W' -> new Escape("\\" + c, next + 1);
      case 'a' -> new Escape("\\x07", next + 1);
      case 'f', 'n', 'r', 't' -> new Escape("\\" + c, next + 1);
      case 'v' -> new Escape("\\x0B", next + 1);
      case '0' -> octal(source, start, Math.min(source.length(), next + 3));
      case 'x' -> hex(source, start, 2);
      case 'u' -> hex(source, start, 4);
      case 'U' -> hex(source, start, 8);
      default -> {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
          throw RegexException.at("bad escape \\" + c, start);
        }
        int point = source.codePointAt(next);
        yield new Escape(Translator.quote(point), next + Character.charCount(point));
      }
    };
  }

  static boolean isOctal(int c) {
    return c >= '0' && c <= '7';
  }

  static Escape octal(String source, int start, int limit) {
    int end = start + 1;
    int code = 0;
    while (end < limit && isOctal(source.charAt(end))) {
      code = code * 8 + source.charAt(end) - '0';
      end++;
    }
    if (code > 0xFF) {
      throw RegexException.at(
          "octal escape value %s outside of range 0-0o377".formatted(source.substring(start, end)),
          start);
    }
    return new Escape("\\x{%x}".formatted(code), end);
  }

  private static Escape hex(String source, int start, int digits) {
    int end = start + 2;
    int code = 0;
    while (end < source.length()
        && end < start + 2 + digits
        && Character.digit(source.charAt(end), 16) >= 0) {
      code = code * 16 + Character.digit(source.charAt(end), 16);
      end++;
    }
    if (end != start + 2 + digits) {
      throw RegexException.at("incomplete escape " + source.substring(start, end), start);
    }
    return new Escape("\\x{%x}".formatted(code), end);
  }
}
