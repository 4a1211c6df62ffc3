package dev.holdfast.language.value;

import java.util.function.IntPredicate;

/// Cutting characters from the ends of a text, as Python's `strip` does.
public final class Strip {
  private Strip() {}

  /// Python's whitespace (`str.isspace`).
  public static boolean isSpace(int point) {
    return (point >= 9 && point <= 13)
        || (point >= 28 && point <= 32)
        || point == 0x85
        || point == 0xa0
        || Character.getType(point) == Character.SPACE_SEPARATOR
        || point == 0x2028
        || point == 0x2029;
  }

  /// `text.strip()`.
  public static String both(String text) {
    return left(right(text, Strip::isSpace), Strip::isSpace);
  }

  public static String left(String text, IntPredicate cut) {
    int start = 0;
    while (start < text.length() && cut.test(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    return text.substring(start);
  }

  public static String right(String text, IntPredicate cut) {
    int end = text.length();
    while (end > 0 && cut.test(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(0, end);
  }
}
