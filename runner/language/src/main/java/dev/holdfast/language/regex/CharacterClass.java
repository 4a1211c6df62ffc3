package dev.holdfast.language.regex;

/// A set in brackets, with everything quoted that only Java reads as an operator.
///
/// @param end where the pattern goes on
record CharacterClass(String text, int end) {
  static CharacterClass parse(String source, int start) {
    StringBuilder out = new StringBuilder("[");
    int at = start + 1;
    if (source.startsWith("^", at)) {
      out.append('^');
      at++;
    }
    boolean first = true;
    while (true) {
      if (at >= source.length()) {
        throw RegexException.at("unterminated character set", start);
      }
      if (source.charAt(at) == ']' && !first) {
        return new CharacterClass(out.append(']').toString(), at + 1);
      }
      first = false;
      Escapes.Escape low = member(source, at);
      at = low.end();
      boolean range =
          source.startsWith("-", at) && at + 1 < source.length() && source.charAt(at + 1) != ']';
      if (!range) {
        out.append(low.text());
        continue;
      }
      Escapes.Escape high = member(source, at + 1);
      checkRange(source, low, high, at);
      out.append(low.text()).append('-').append(high.text());
      at = high.end();
    }
  }

  private static void checkRange(String source, Escapes.Escape low, Escapes.Escape high, int dash) {
    boolean wrong = isSet(low.text()) || isSet(high.text()) || code(low) > code(high);
    if (wrong) {
      int from = source.lastIndexOf(unquoted(low.text()), dash);
      throw RegexException.at(
          "bad character range " + source.substring(Math.max(from, 0), high.end()),
          Math.max(from, 0));
    }
  }

  private static boolean isSet(String text) {
    return text.length() == 2 && text.charAt(0) == '\\' && "dDsSwW".indexOf(text.charAt(1)) >= 0;
  }

  private static String unquoted(String text) {
    return text.length() == 2 && text.charAt(0) == '\\' ? text.substring(1) : text;
  }

  private static int code(Escapes.Escape member) {
    String text = member.text();
    if (text.startsWith("\\x{")) {
      return Integer.parseInt(text.substring(3, text.length() - 1), 16);
    }
    return switch (text) {
      case "\\n" -> '\n';
      case "\\r" -> '\r';
      case "\\t" -> '\t';
      case "\\f" -> '\f';
      case "\\x07" -> 7;
      case "\\x0B" -> 11;
      default -> unquoted(text).codePointAt(0);
    };
  }

  private static Escapes.Escape member(String source, int at) {
    if (source.charAt(at) != '\\') {
      int point = source.codePointAt(at);
      return new Escapes.Escape(Translator.quote(point), at + Character.charCount(point));
    }
    if (source.startsWith("\\b", at)) {
      return new Escapes.Escape("\\x{8}", at + 2);
    }
    boolean octal = at + 1 < source.length() && Escapes.isOctal(source.charAt(at + 1));
    return octal
        ? Escapes.octal(source, at, Math.min(source.length(), at + 4))
        : Escapes.parse(source, at);
  }
}
