package dev.holdfast.language.jinja;

/// Which names templates allow: Python's identifiers.
final class Identifiers {
  private Identifiers() {}

  static boolean isIdentifier(String name) {
    return !name.isEmpty()
        && isStart(name.codePointAt(0))
        && name.codePoints().skip(1).allMatch(Identifiers::isPart);
  }

  private static boolean isStart(int point) {
    return point == '_'
        || (point < 0x80 ? isAsciiLetter(point) : Character.isLetter(point))
        || Character.getType(point) == Character.LETTER_NUMBER;
  }

  static boolean isPart(int point) {
    if (point < 0x80) {
      return point == '_' || isAsciiLetter(point) || (point >= '0' && point <= '9');
    }
    return Character.isUnicodeIdentifierPart(point) && !Character.isIdentifierIgnorable(point);
  }

  private static boolean isAsciiLetter(int point) {
    return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
  }
}
