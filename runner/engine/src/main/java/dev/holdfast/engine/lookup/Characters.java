package dev.holdfast.engine.lookup;

/// The sets of characters that Python's module `string` names.
final class Characters {
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String DIGITS = "0123456789";
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final String BLANKS = " \t\n\r\u000b\f";

  private Characters() {}

  /// The characters of that name; any other text means its own characters.
  static String named(String name) {
    return switch (name) {
      case "ascii_lowercase" -> LOWER;
      case "ascii_uppercase" -> UPPER;
      case "ascii_letters" -> LOWER + UPPER;
      case "digits" -> DIGITS;
      case "hexdigits" -> DIGITS + "abcdefABCDEF";
      case "octdigits" -> "01234567";
      case "punctuation" -> PUNCTUATION;
      case "printable" -> DIGITS + LOWER + UPPER + PUNCTUATION + BLANKS;
      case "whitespace" -> BLANKS;
      default -> name;
    };
  }
}
