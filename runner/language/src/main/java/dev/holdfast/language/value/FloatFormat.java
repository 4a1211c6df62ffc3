package dev.holdfast.language.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Floats in the styles `e`, `f` and `g` of Python's formatting; the sign is the caller's.
final class FloatFormat {
  private FloatFormat() {}

  /// A number without its sign in one of the styles `e`, `f`, `g` and their capitals.
  ///
  /// @param alternate keep the point and, for `g`, the zeros at the end
  static String format(double absolute, char style, int precision, boolean alternate) {
    if (!Double.isFinite(absolute)) {
      return capital(Floats.special(absolute), style);
    }
    return switch (style) {
      case 'f', 'F' -> fixed(absolute, precision, alternate);
      case 'e', 'E' -> capital(scientific(absolute, precision, alternate), style);
      default -> capital(general(absolute, Math.max(1, precision), alternate, 0), style);
    };
  }

  /// The style of `format(number, '.3')`: as `g`, but a whole number keeps `.0`.
  static String withPointZero(double absolute, int precision) {
    if (!Double.isFinite(absolute)) {
      return Floats.special(absolute);
    }
    String text = general(absolute, Math.max(1, precision), false, 1);
    return text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text;
  }

  private static String capital(String text, char style) {
    return Character.isUpperCase(style) ? text.toUpperCase(java.util.Locale.ROOT) : text;
  }

  private static String fixed(double absolute, int precision, boolean alternate) {
    String text =
        new BigDecimal(absolute).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return alternate && precision == 0 ? text + "." : text;
  }

  private static String scientific(double absolute, int precision, boolean alternate) {
    String digits = digits(absolute, precision + 1);
    int exponent = absolute == 0 ? 0 : exponent(absolute, precision + 1);
    String fraction = digits.substring(1);
    String point = fraction.isEmpty() && !alternate ? "" : ".";
    return digits.charAt(0) + point + fraction + Floats.exponent(exponent);
  }

  private static String general(double absolute, int precision, boolean alternate, int earlier) {
    int exponent = absolute == 0 ? 0 : exponent(absolute, precision);
    boolean small = exponent < -4 || (exponent >= precision - earlier && exponent != 0);
    String text =
        small
            ? scientific(absolute, precision - 1, alternate)
            : fixed(absolute, Math.max(0, precision - 1 - exponent), alternate);
    return alternate ? text : withoutZeros(text);
  }

  private static String withoutZeros(String text) {
    int end = text.indexOf('e') < 0 ? text.length() : text.indexOf('e');
    String mantissa = text.substring(0, end);
    if (mantissa.indexOf('.') >= 0) {
      mantissa = Strip.right(mantissa, c -> c == '0');
      mantissa = Strip.right(mantissa, c -> c == '.');
    }
    return mantissa + text.substring(end);
  }

  private static BigDecimal rounded(double absolute, int count) {
    return new BigDecimal(absolute).round(new MathContext(count, RoundingMode.HALF_EVEN));
  }

  private static int exponent(double absolute, int count) {
    BigDecimal rounded = rounded(absolute, count);
    return rounded.precision() - rounded.scale() - 1;
  }

  private static String digits(double absolute, int count) {
    if (absolute == 0) {
      return "0".repeat(count);
    }
    String digits = rounded(absolute, count).unscaledValue().toString();
    return digits.length() < count
        ? digits + "0".repeat(count - digits.length())
        : digits.substring(0, count);
  }
}
