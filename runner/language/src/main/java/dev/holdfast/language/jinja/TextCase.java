package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Strip;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// Letter case and kinds of characters, as `str` of Python judges them.
final class TextCase {
  private TextCase() {}

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String fold(String text) {
    return lower(text.replace("ß", "ss"));
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int end = text.offsetByCodePoints(0, 1);
    return titled(text.substring(0, end)) + lower(text.substring(end));
  }

  private static String titled(String letter) {
    String upper = upper(letter);
    return upper.length() > letter.length()
        ? capital(upper)
        : Character.toString(Character.toTitleCase(letter.codePointAt(0)));
  }

  /// `ß` and its like become two letters, of which the second stays small.
  private static String capital(String upper) {
    return upper.charAt(0) + lower(upper.substring(1));
  }

  static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean inWord = false;
    for (int point : text.codePoints().toArray()) {
      String letter = Character.toString(point);
      out.append(inWord ? lower(letter) : titled(letter));
      inWord = isCased(point);
    }
    return out.toString();
  }

  static String swap(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int point : text.codePoints().toArray()) {
      String letter = Character.toString(point);
      out.append(Character.isUpperCase(point) ? lower(letter) : upper(letter));
    }
    return out.toString();
  }

  private static boolean isCased(int point) {
    return Character.isUpperCase(point)
        || Character.isLowerCase(point)
        || Character.isTitleCase(point);
  }

  private static boolean all(String text, IntPredicate predicate) {
    return !text.isEmpty() && text.codePoints().allMatch(predicate);
  }

  static boolean isAlphabetic(String text) {
    return all(text, Character::isLetter);
  }

  static boolean isAlphanumeric(String text) {
    return all(text, point -> Character.isLetter(point) || isNumericPoint(point));
  }

  static boolean isDecimal(String text) {
    return all(text, Character::isDigit);
  }

  static boolean isDigit(String text) {
    return all(text, point -> Character.isDigit(point) || isSuperscript(point));
  }

  private static boolean isSuperscript(int point) {
    IntUnaryOperator value = Character::getNumericValue;
    return Character.getType(point) == Character.OTHER_NUMBER
        && value.applyAsInt(point) >= 0
        && value.applyAsInt(point) <= 9;
  }

  static boolean isNumeric(String text) {
    return all(text, TextCase::isNumericPoint);
  }

  private static boolean isNumericPoint(int point) {
    int type = Character.getType(point);
    return type == Character.DECIMAL_DIGIT_NUMBER
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  static boolean isSpace(String text) {
    return all(text, Strip::isSpace);
  }

  static boolean isPrintable(String text) {
    return text.codePoints().allMatch(dev.holdfast.language.value.Text::isPrintable);
  }

  static boolean isLower(String text) {
    return text.codePoints().anyMatch(Character::isLowerCase)
        && text.codePoints()
            .noneMatch(point -> Character.isUpperCase(point) || Character.isTitleCase(point));
  }

  static boolean isUpper(String text) {
    return text.codePoints().anyMatch(Character::isUpperCase)
        && text.codePoints()
            .noneMatch(point -> Character.isLowerCase(point) || Character.isTitleCase(point));
  }

  static boolean isTitle(String text) {
    boolean cased = false;
    boolean inWord = false;
    for (int point : text.codePoints().toArray()) {
      boolean capital = Character.isUpperCase(point) || Character.isTitleCase(point);
      if (isCased(point) && capital == inWord) {
        return false;
      }
      cased |= isCased(point);
      inWord = isCased(point);
    }
    return cased;
  }
}
