package dev.holdfast.language.value;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers out of values and texts, as Python's `int()` and `float()` read them.
public final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)([eE][+-]?\\d+(_\\d+)*)?");
  private static final Pattern SPECIAL = Pattern.compile("(?i)[+-]?(inf|infinity|nan)");

  private Numbers() {}

  /// The whole number that an int or bool is.
  static BigInteger integer(Value value) {
    return switch (value) {
      case Bool bool -> bool.value() ? BigInteger.ONE : BigInteger.ZERO;
      case Int(var number) -> number;
      case Real _,
          None _,
          Str _,
          Vaulted _,
          ListValue _,
          TupleValue _,
          DictValue _,
          Undefined _,
          Callable _,
          ObjectValue _ ->
          throw PythonError.typeError(
              "'" + Types.name(value) + "' object cannot be interpreted as an integer");
    };
  }

  /// The number as a double, if the value is one.
  public static Optional<Double> asDouble(Value value) {
    if (value instanceof Real(double number)) {
      return Optional.of(number);
    }
    return value instanceof Int || value instanceof Bool
        ? Optional.of(Floats.of(integer(value)))
        : Optional.empty();
  }

  /// A count, index or width: Python's `operator.index` cut to the range of Java's int.
  public static int index(Value value) {
    BigInteger number = integer(Plain.of(value));
    if (number.bitLength() < 32) {
      return number.intValue();
    }
    return number.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
  }

  /// `int(value)` for a number.
  public static BigInteger truncate(Value value) {
    return value instanceof Real(double number) ? Floats.truncate(number) : integer(value);
  }

  /// `int(text, base)`; base 0 reads the prefix.
  public static Optional<BigInteger> parseInt(String source, int base) {
    String text = Strip.both(source).toLowerCase(Locale.ROOT);
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = base;
    int prefix = radixOf(digits);
    if (prefix != 0 && (base == 0 || base == prefix)) {
      radix = prefix;
      digits = digits.substring(2);
      digits = digits.startsWith("_") ? digits.substring(1) : digits;
    } else if (base == 0) {
      radix = 10;
      if (digits.length() > 1 && digits.charAt(0) == '0' && !digits.matches("[0_]+")) {
        return Optional.empty();
      }
    }
    return parseDigits(digits, radix).map(number -> negative ? number.negate() : number);
  }

  private static int radixOf(String digits) {
    if (digits.startsWith("0x")) {
      return 16;
    }
    return digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 0;
  }

  private static Optional<BigInteger> parseDigits(String digits, int radix) {
    if (digits.isEmpty()
        || digits.startsWith("_")
        || digits.endsWith("_")
        || digits.contains("__")) {
      return Optional.empty();
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c != '_') {
        int digit = Character.digit(c, radix);
        if (digit < 0) {
          return Optional.empty();
        }
        plain.append(Character.forDigit(digit, radix));
      }
    }
    return Optional.of(new BigInteger(plain.toString(), radix));
  }

  /// `float(text)`.
  public static Optional<Double> parseFloat(String source) {
    String text = Strip.both(source);
    if (DECIMAL.matcher(text).matches()) {
      return Optional.of(Double.parseDouble(text.replace("_", "")));
    }
    if (!SPECIAL.matcher(text).matches()) {
      return Optional.empty();
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith("nan")) {
      return Optional.of(Double.NaN);
    }
    return Optional.of(lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
  }
}
