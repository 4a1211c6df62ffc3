package dev.holdfast.language.value;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/// Python's `text % values`.
public final class PercentFormat {
  private final String format;
  private final Value values;
  private final List<Value> positional;
  private int used;
  private int at;

  private PercentFormat(String format, Value values) {
    this.format = format;
    this.values = values;
    this.positional = values instanceof TupleValue(var items) ? items : List.of(values);
  }

  /// `format % values`: a tuple gives several values, a dict gives them by name.
  public static String format(String format, Value values) {
    return new PercentFormat(format, values).run();
  }

  private String run() {
    StringBuilder out = new StringBuilder();
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c == '%') {
        conversion(out);
      } else {
        out.append(c);
      }
    }
    boolean mapping =
        values instanceof DictValue
            || values instanceof ListValue
            || values instanceof ObjectValue
            || values instanceof Undefined;
    if (used < positional.size() && !mapping) {
      throw PythonError.typeError("not all arguments converted during string formatting");
    }
    return out.toString();
  }

  private void conversion(StringBuilder out) {
    Value named = None.NONE;
    boolean byName = false;
    if (peek() == '(') {
      named = named();
      byName = true;
    }
    int start = at;
    while ("-+ #0".indexOf(peek()) >= 0) {
      at++;
    }
    String flags = format.substring(start, at);
    int width = size(0);
    boolean left = flags.contains("-");
    if (width < 0) {
      left = true;
      width = -width;
    }
    int precision = -1;
    if (peek() == '.') {
      at++;
      precision = Math.max(0, size(0));
    }
    while ("hlL".indexOf(peek()) >= 0) {
      at++;
    }
    char type = peek();
    at++;
    if (type == '%') {
      out.append('%');
      return;
    }
    Value value = byName ? named : next();
    String lead = "";
    String body;
    boolean number = "diuoxXeEfFgG".indexOf(type) >= 0;
    if (number) {
      Numeral numeral = numeral(type, value, precision, flags);
      lead = numeral.lead(flags);
      body = numeral.digits();
    } else {
      body = text(type, value, precision);
    }
    int missing = Math.max(0, width - lead.length() - body.codePointCount(0, body.length()));
    if (left) {
      out.append(lead).append(body).repeat(' ', missing);
    } else if (number && flags.contains("0")) {
      out.append(lead).repeat('0', missing).append(body);
    } else {
      out.repeat(' ', missing).append(lead).append(body);
    }
  }

  private char peek() {
    if (at >= format.length()) {
      throw PythonError.valueError("incomplete format");
    }
    return format.charAt(at);
  }

  private Value named() {
    if (values instanceof ListValue) {
      throw PythonError.typeError("list indices must be integers or slices, not str");
    }
    if (!(Plain.of(values) instanceof DictValue dict)) {
      throw PythonError.typeError("format requires a mapping");
    }
    int depth = 0;
    int start = at + 1;
    do {
      if (at >= format.length()) {
        throw PythonError.valueError("incomplete format key");
      }
      char c = format.charAt(at++);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    } while (depth > 0);
    Str key = Str.of(format.substring(start, at - 1));
    used = positional.size();
    return dict.get(key).orElseThrow(() -> PythonError.keyError(key));
  }

  private int size(int missing) {
    if (peek() == '*') {
      at++;
      Value value = next();
      if (!(value instanceof Int)) {
        throw PythonError.typeError("* wants int");
      }
      return Numbers.index(value);
    }
    int start = at;
    while (Character.isDigit(peek())) {
      at++;
    }
    return start == at ? missing : Integer.parseInt(format.substring(start, at));
  }

  private Value next() {
    if (used >= positional.size()) {
      throw PythonError.typeError("not enough arguments for format string");
    }
    return positional.get(used++);
  }

  private record Numeral(boolean negative, String prefix, String digits) {
    String lead(String flags) {
      String sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
      return sign + prefix;
    }
  }

  private Numeral numeral(char type, Value value, int precision, String flags) {
    Value plain = Plain.of(value);
    boolean alternate = flags.contains("#");
    if ("eEfFgG".indexOf(type) >= 0) {
      double number =
          Numbers.asDouble(plain)
              .orElseThrow(
                  () -> PythonError.typeError("must be real number, not " + Types.name(plain)));
      boolean negative = Floats.isNegative(number);
      int digits = precision < 0 ? 6 : precision;
      return new Numeral(
          negative, "", FloatFormat.format(Math.abs(number), type, digits, alternate));
    }
    BigInteger number = whole(type, plain);
    int radix = type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : 10;
    String digits = number.abs().toString(radix);
    digits = "0".repeat(Math.max(0, precision - digits.length())) + digits;
    String prefix = alternate && radix != 10 ? "0" + type : "";
    return new Numeral(
        number.signum() < 0, prefix, type == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
  }

  private static BigInteger whole(char type, Value value) {
    if (value instanceof Int || value instanceof Bool) {
      return Numbers.integer(value);
    }
    if (value instanceof Real && "diu".indexOf(type) >= 0) {
      return Numbers.truncate(value);
    }
    String wanted =
        "diu".indexOf(type) >= 0 ? "a real number is required" : "an integer is required";
    throw PythonError.typeError(
        "%%%s format: %s, not %s".formatted(type, wanted, Types.name(value)));
  }

  private String text(char type, Value value, int precision) {
    String text =
        switch (type) {
          case 's' -> Text.str(value);
          case 'r' -> Text.repr(value);
          case 'a' -> Text.ascii(value);
          case 'c' -> character(Plain.of(value));
          default ->
              throw PythonError.valueError(
                  "unsupported format character '%s' (0x%x) at index %d"
                      .formatted(type, (int) type, at - 1));
        };
    int length = text.codePointCount(0, text.length());
    return precision >= 0 && precision < length && type != 'c'
        ? text.substring(0, text.offsetByCodePoints(0, precision))
        : text;
  }

  private static String character(Value value) {
    if (value instanceof Str str && Sequences.length(str) == 1) {
      return str.text();
    }
    if (value instanceof Int || value instanceof Bool) {
      return FormatSpec.format(value, "c");
    }
    throw PythonError.typeError("%c requires int or char");
  }
}
