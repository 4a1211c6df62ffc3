package dev.holdfast.language.value;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Python's format specification mini-language, as in `'{:>8.3f}'`.
///
/// @param fill the character that fills up, a space unless given
/// @param align one of `<>=^`, or nothing
/// @param grouping `,` or `_`, or nothing
/// @param type the presentation type, or nothing
record FormatSpec(
    String fill,
    String align,
    String sign,
    boolean alternate,
    boolean zero,
    int width,
    String grouping,
    Optional<Integer> precision,
    String type) {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?(.)?", Pattern.DOTALL);

  /// `format(value, spec)`.
  static String format(Value value, String spec) {
    Value plain = Plain.of(value);
    if (spec.isEmpty()) {
      return Text.str(plain);
    }
    return switch (plain) {
      case Str str -> parse(spec, "str").text(str.text());
      case Bool _, Int _ -> parse(spec, Types.name(plain)).integer(plain);
      case Real(double number) -> parse(spec, "float").real(number, "float");
      case None _,
          Vaulted _,
          ListValue _,
          TupleValue _,
          DictValue _,
          Undefined _,
          Callable _,
          ObjectValue _ ->
          throw PythonError.typeError(
              "unsupported format string passed to " + Types.name(plain) + ".__format__");
    };
  }

  private static FormatSpec parse(String spec, String typeName) {
    Matcher matcher = SYNTAX.matcher(spec);
    if (!matcher.matches()) {
      throw PythonError.valueError(
          "Invalid format specifier '" + spec + "' for object of type '" + typeName + "'");
    }
    if (matcher.group(4) != null && !typeName.equals("float")) {
      throw PythonError.valueError(
          "Negative zero coercion (z) not allowed in "
              + (typeName.equals("str")
                  ? "string format specifier"
                  : "format specifier with integer presentation type"));
    }
    boolean zero = matcher.group(6) != null;
    return new FormatSpec(
        orElse(
            matcher.group(1),
            zero && matcher.group(2) == null ? "0" : zero && matcher.group(1) == null ? "0" : " "),
        orElse(matcher.group(2), zero && !typeName.equals("str") ? "=" : ""),
        orElse(matcher.group(3), ""),
        matcher.group(5) != null,
        zero,
        number(matcher.group(7)).orElse(0),
        orElse(matcher.group(8), ""),
        number(matcher.group(9)),
        orElse(matcher.group(10), ""));
  }

  private static String orElse(@org.jspecify.annotations.Nullable String text, String missing) {
    return text == null ? missing : text;
  }

  private static Optional<Integer> number(@org.jspecify.annotations.Nullable String digits) {
    if (digits == null) {
      return Optional.empty();
    }
    if (digits.length() > 8) {
      throw PythonError.valueError("Too many decimal digits in format string");
    }
    return Optional.of(Integer.valueOf(digits));
  }

  private String text(String text) {
    if (!type.isEmpty() && !type.equals("s")) {
      throw unknownType("str");
    }
    if (!sign.isEmpty()) {
      throw PythonError.valueError("Sign not allowed in string format specifier");
    }
    if (alternate) {
      throw PythonError.valueError("Alternate form (#) not allowed in string format specifier");
    }
    if (align.equals("=")) {
      throw PythonError.valueError("'=' alignment not allowed in string format specifier");
    }
    if (!grouping.isEmpty()) {
      throw PythonError.valueError("Cannot specify '" + grouping + "' with 's'.");
    }
    int length = text.codePointCount(0, text.length());
    String cut =
        precision
            .filter(limit -> limit < length)
            .map(limit -> text.substring(0, text.offsetByCodePoints(0, limit)))
            .orElse(text);
    return padded("", cut, "<");
  }

  private String integer(Value value) {
    BigInteger number = Numbers.integer(value);
    if (type.isEmpty() || "dnbcoxX".contains(type)) {
      return whole(number);
    }
    if ("eEfFgG%".contains(type)) {
      return real(Floats.of(number), Types.name(value));
    }
    throw unknownType(Types.name(value));
  }

  private String whole(BigInteger number) {
    if (precision.isPresent()) {
      throw PythonError.valueError("Precision not allowed in integer format specifier");
    }
    if (type.equals("c")) {
      return padded("", character(number), "<");
    }
    if (!grouping.isEmpty()
        && "nbcoxX".contains(type)
        && !type.isEmpty()
        && (grouping.equals(",") || type.equals("n"))) {
      throw PythonError.valueError("Cannot specify '" + grouping + "' with '" + type + "'.");
    }
    int radix =
        "bB".contains(type) && !type.isEmpty()
            ? 2
            : type.equals("o") ? 8 : type.equalsIgnoreCase("x") ? 16 : 10;
    String digits = number.abs().toString(radix);
    String prefix = alternate && radix != 10 ? "0" + type : "";
    if (type.equals("X")) {
      digits = digits.toUpperCase(Locale.ROOT);
    }
    return number(number.signum() < 0, prefix, digits, "", radix == 10 ? 3 : 4);
  }

  private static String character(BigInteger number) {
    if (number.signum() < 0 || number.bitLength() > 21 || number.intValue() > 0x10ffff) {
      throw PythonError.overflowError("%c arg not in range(0x110000)");
    }
    return Character.toString(number.intValue());
  }

  private String real(double number, String typeName) {
    if (!type.isEmpty() && !"eEfFgGn%".contains(type)) {
      throw unknownType(typeName);
    }
    boolean negative = Floats.isNegative(number);
    double absolute = Math.abs(number);
    String digits;
    if (type.isEmpty()) {
      digits =
          precision
              .map(limit -> FloatFormat.withPointZero(absolute, limit))
              .orElseGet(() -> Floats.repr(absolute));
    } else if (type.equals("%")) {
      digits = FloatFormat.format(absolute * 100, 'f', precision.orElse(6), alternate) + "%";
    } else {
      char style = type.equals("n") ? 'g' : type.charAt(0);
      digits = FloatFormat.format(absolute, style, precision.orElse(6), alternate);
    }
    int end = 0;
    while (end < digits.length() && Character.isDigit(digits.charAt(end))) {
      end++;
    }
    return number(negative, "", digits.substring(0, end), digits.substring(end), 3);
  }

  private String number(boolean negative, String prefix, String whole, String fraction, int group) {
    String lead = (negative ? "-" : sign.equals("+") ? "+" : sign.equals(" ") ? " " : "") + prefix;
    String digits = whole;
    if (!grouping.isEmpty()) {
      if (align.equals("=") && fill.equals("0")) {
        digits = zeroFilled(whole, width - lead.length() - fraction.length(), group);
      }
      digits = grouped(digits, group);
    }
    return padded(lead, digits + fraction, ">");
  }

  /// Zeros before the digits, so many that with their separators they fill the width.
  private static String zeroFilled(String digits, int width, int group) {
    String filled = digits;
    while (filled.length() + (filled.length() - 1) / group < width) {
      filled = "0" + filled;
    }
    return filled;
  }

  private String grouped(String digits, int group) {
    StringBuilder out = new StringBuilder(digits);
    for (int i = digits.length() - group; i > 0; i -= group) {
      out.insert(i, grouping);
    }
    return out.toString();
  }

  private String padded(String lead, String body, String usual) {
    String whole = lead + body;
    int missing = width - whole.codePointCount(0, whole.length());
    if (missing <= 0) {
      return whole;
    }
    return switch (align.isEmpty() ? usual : align) {
      case "<" -> whole + fill.repeat(missing);
      case "^" -> fill.repeat(missing / 2) + whole + fill.repeat(missing - missing / 2);
      case "=" -> lead + fill.repeat(missing) + body;
      default -> fill.repeat(missing) + whole;
    };
  }

  private PythonError unknownType(String typeName) {
    return PythonError.valueError(
        "Unknown format code '" + type + "' for object of type '" + typeName + "'");
  }
}
