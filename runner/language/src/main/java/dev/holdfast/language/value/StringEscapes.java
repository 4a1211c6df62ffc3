package dev.holdfast.language.value;

import java.util.Optional;

/// The escapes of texts in templates and literals: Python's, which leaves unknown ones alone.
public final class StringEscapes {
  private static final String BYTES = "truncated \\xXX escape";
  private static final String SHORT = "truncated \\uXXXX escape";
  private static final String LONG = "truncated \\UXXXXXXXX escape";

  private StringEscapes() {}

  /// A text whose escapes cannot be read; the message is Python's.
  public static final class Malformed extends RuntimeException {
    Malformed(String message) {
      super(message);
    }
  }

  /// As Python reads the text of a literal.
  public static String decode(String text) throws Malformed {
    return decode(text, false);
  }

  /// As Jinja2 does it: other alphabets are turned into escapes first, so after a backslash they
  /// stay visible as such.
  public static String decodeTemplate(String text) throws Malformed {
    return decode(text, true);
  }

  private static String decode(String text, boolean ascii) throws Malformed {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      at = c == '\\' ? escape(text, at + 1, ascii, out) : literal(out, c, at);
    }
    return out.toString();
  }

  private static int literal(StringBuilder out, char c, int at) {
    out.append(c);
    return at + 1;
  }

  private static int escape(String text, int at, boolean ascii, StringBuilder out)
      throws Malformed {
    if (at >= text.length()) {
      throw new Malformed("\\ at end of string");
    }
    char c = text.charAt(at);
    int simple = "\\'\"abfnrtv".indexOf(c);
    if (simple >= 0) {
      out.append("\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
      return at + 1;
    }
    return switch (c) {
      case '\n' -> at + 1;
      case 'x' -> hex(text, at + 1, 2, BYTES, out);
      case 'u' -> hex(text, at + 1, 4, SHORT, out);
      case 'U' -> hex(text, at + 1, 8, LONG, out);
      case 'N' -> named(text, at + 1, out);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(text, at, out);
      default -> unknown(text, at, ascii, out);
    };
  }

  private static int hex(String text, int at, int count, String message, StringBuilder out)
      throws Malformed {
    int end = at + count;
    if (end > text.length()) {
      throw new Malformed(message);
    }
    long point = 0;
    for (int i = at; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        throw new Malformed(message);
      }
      point = point * 16 + digit;
    }
    if (point > Character.MAX_CODE_POINT) {
      throw new Malformed("illegal Unicode character");
    }
    out.appendCodePoint((int) point);
    return end;
  }

  private static int octal(String text, int at, StringBuilder out) {
    int end = at;
    int point = 0;
    while (end < text.length()
        && end < at + 3
        && text.charAt(end) >= '0'
        && text.charAt(end) <= '7') {
      point = point * 8 + text.charAt(end++) - '0';
    }
    out.appendCodePoint(point);
    return end;
  }

  private static int named(String text, int at, StringBuilder out) throws Malformed {
    int end = text.indexOf('}', at);
    if (at >= text.length() || text.charAt(at) != '{' || end < 0) {
      throw new Malformed("malformed \\N character escape");
    }
    Optional<Integer> point = codePoint(text.substring(at + 1, end));
    out.appendCodePoint(point.orElseThrow(() -> new Malformed("unknown Unicode character name")));
    return end + 1;
  }

  private static Optional<Integer> codePoint(String name) {
    try {
      return Optional.of(Character.codePointOf(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static int unknown(String text, int at, boolean ascii, StringBuilder out) {
    int point = text.codePointAt(at);
    out.append('\\');
    if (point < 0x80 || !ascii) {
      out.appendCodePoint(point);
    } else {
      String format = point <= 0xff ? "x%02x" : point <= 0xffff ? "u%04x" : "U%08x";
      out.append(format.formatted(point));
    }
    return at + Character.charCount(point);
  }
}
