package dev.holdfast.language.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/// CPython's text of floats.
final class Floats {
  /// From this position of the decimal point on, `repr` uses an exponent.
  private static final int LARGE = 16;

  private static final int SMALL = -4;

  private Floats() {}

  /// The shortest text that reads back as the same number.
  static String repr(double value) {
    if (!Double.isFinite(value)) {
      return special(value);
    }
    if (value == 0) {
      return isNegative(value) ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    String text =
        point > LARGE || point <= SMALL ? scientific(digits, point) : plain(digits, point);
    return value < 0 ? "-" + text : text;
  }

  /// Java writes two digits at least, also where one would do, as for the smallest float.
  private static BigDecimal shortest(double absolute) {
    BigDecimal digits = new BigDecimal(Double.toString(absolute)).stripTrailingZeros();
    BigDecimal one = digits.round(new MathContext(1));
    return digits.precision() == 2 && one.doubleValue() == absolute ? one : digits;
  }

  /// Whether the sign is a minus, also of zero.
  static boolean isNegative(double value) {
    return value < 0 || (value == 0 && 1 / value < 0);
  }

  static String special(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    return value < 0 ? "-inf" : "inf";
  }

  private static String plain(String digits, int point) {
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length()) + ".0";
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String scientific(String digits, int point) {
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + exponent(point - 1);
  }

  /// `e+16`, `e-05`: a sign and two digits at least.
  static String exponent(int exponent) {
    int size = Math.abs(exponent);
    return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
  }

  /// The int that a float is cut to.
  static BigInteger truncate(double value) {
    if (Double.isNaN(value)) {
      throw PythonError.valueError("cannot convert float NaN to integer");
    }
    if (Double.isInfinite(value)) {
      throw PythonError.overflowError("cannot convert float infinity to integer");
    }
    return new BigDecimal(value).toBigInteger();
  }

  /// The float nearest to an int.
  static double of(BigInteger value) {
    double result = value.doubleValue();
    if (Double.isInfinite(result)) {
      throw PythonError.overflowError("int too large to convert to float");
    }
    return result;
  }
}
