package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.regex.PythonMatch;
import dev.holdfast.language.regex.PythonRegex;
import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Filters for numbers: Jinja2's, and ansible-core's `mathstuff.py` and `formatters.py`.
final class NumberFilters {
  private static final PythonRegex HUMAN =
      PythonRegex.compile("\\s*(\\d*\\.?\\d*)\\s*([A-Za-z]+)?");
  private static final String UNITS = "BKMGTPEZY";

  private NumberFilters() {}

  static Value absolute(Value input, Arguments args, EvalContext context) {
    return absolute(input);
  }

  static Value absolute(Value input) {
    return switch (Kit.plain(input)) {
      case Int(BigInteger number) -> new Int(number.abs());
      case Bool bool -> Kit.number(bool.value() ? 1 : 0);
      case Real(double number) -> new Real(Math.abs(number));
      case Value other ->
          throw PythonError.typeError("bad operand type for abs(): '" + Types.name(other) + "'");
    };
  }

  static Value toInt(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_int", args, "default", "base");
    Value missing = params.given("default").orElse(Kit.number(0));
    int base = params.integer("base", 10);
    return switch (Kit.plain(input)) {
      case Int number -> number;
      case Bool bool -> Kit.number(bool.value() ? 1 : 0);
      case Real(double number) -> Double.isNaN(number) ? missing : whole(number);
      case Str(String text, _, _) ->
          Numbers.parseInt(text, base)
              .<Value>map(Int::new)
              .or(() ->
                  Numbers.parseFloat(text)
                      .filter(number -> !number.isNaN())
                      .map(NumberFilters::whole))
              .orElse(missing);
      case Value _ -> missing;
    };
  }

  private static Value whole(double number) {
    return new Int(Numbers.truncate(new Real(number)));
  }

  static Value toFloat(Value input, Arguments args, EvalContext context) {
    Value missing = Params.of("do_float", args, "default").given("default").orElse(Kit.real(0));
    Value value = Kit.plain(input);
    Optional<Double> number =
        value instanceof Str(String text, _, _)
            ? Numbers.parseFloat(text)
            : Numbers.asDouble(value);
    return number.<Value>map(Real::new).orElse(missing);
  }

  static double toDouble(Value value) {
    Value plain = Kit.plain(value);
    Optional<Double> number =
        plain instanceof Str(String text, _, _)
            ? Numbers.parseFloat(text)
            : Numbers.asDouble(plain);
    if (number.isPresent()) {
      return number.get();
    }
    if (plain instanceof Str) {
      throw PythonError.valueError("could not convert string to float: " + Text.repr(plain));
    }
    throw PythonError.typeError(
        "float() argument must be a string or a real number, not '" + Types.name(plain) + "'");
  }

  static Value round(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("do_round", args, "precision", "method");
    int precision = params.integer("precision", 0);
    String method = params.text("method", "common");
    Value value = Kit.plain(input);
    if (!List.of("common", "ceil", "floor").contains(method)) {
      throw TemplateError.filterArgument("method must be common, ceil or floor");
    }
    if (method.equals("common") && (value instanceof Int || value instanceof Bool)) {
      BigInteger number = Numbers.truncate(value);
      return precision >= 0
          ? new Int(number)
          : new Int(
              new BigDecimal(number)
                  .setScale(precision, RoundingMode.HALF_EVEN)
                  .toBigIntegerExact());
    }
    double number = Numbers.asDouble(value).orElseThrow(() -> mustBeNumber(value));
    if (method.equals("common")) {
      return Double.isFinite(number)
          ? Kit.real(
              new BigDecimal(number).setScale(precision, RoundingMode.HALF_EVEN).doubleValue())
          : Kit.real(number);
    }
    double factor = Math.pow(10, precision);
    double moved = number * factor;
    return Kit.real((method.equals("ceil") ? Math.ceil(moved) : Math.floor(moved)) / factor);
  }

  private static PythonError mustBeNumber(Value value) {
    return PythonError.typeError("must be real number, not " + Types.name(value));
  }

  static Value log(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("logarithm", args, "base");
    double number = real(input, "log");
    double base = params.given("base").map(value -> real(value, "log")).orElse(Math.E);
    if (number <= 0 || base <= 0) {
      throw PythonError.valueError("math domain error");
    }
    if (base == 10) {
      return Kit.real(Math.log10(number));
    }
    double divisor = Math.log(base);
    if (divisor == 0) {
      throw PythonError.zeroDivision("float division by zero");
    }
    return Kit.real(Math.log(number) / divisor);
  }

  static Value power(Value input, Arguments args, EvalContext context) {
    double exponent = real(Params.of("power", args, "y").require("y"), "pow");
    return Kit.real(raised(real(input, "pow"), exponent));
  }

  static Value root(Value input, Arguments args, EvalContext context) {
    Value base = Params.of("inversepower", args, "base").given("base").orElse(Kit.number(2));
    double number = real(input, "root");
    if (Comparison.equal(base, Kit.number(2))) {
      if (number < 0) {
        throw TemplateError.filterType("root() can only be used on numbers: math domain error");
      }
      return Kit.real(Math.sqrt(number));
    }
    return Kit.real(raised(number, 1.0 / toDouble(base)));
  }

  private static double raised(double base, double exponent) {
    if (base < 0 && exponent != Math.rint(exponent)) {
      throw PythonError.valueError("math domain error");
    }
    double result = Math.pow(base, exponent);
    if (Double.isInfinite(result) && Double.isFinite(base) && Double.isFinite(exponent)) {
      throw PythonError.overflowError("math range error");
    }
    return result;
  }

  private static double real(Value value, String filter) {
    Value plain = Kit.plain(value);
    return Numbers.asDouble(plain)
        .orElseThrow(() ->
            TemplateError.filterType(
                filter
                    + "() can only be used on numbers: must be real number, not "
                    + Types.name(plain)));
  }

  static Value humanReadable(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("human_readable", args, "isbits", "unit");
    Value size = Kit.plain(input);
    if (!Types.isNumber(size)) {
      throw TemplateError.filterType(
          "human_readable() failed on bad input: '>=' not supported between instances of '%s' and 'int'"
              .formatted(Types.name(size)));
    }
    double bytes = Numbers.asDouble(size).orElse(0.0);
    Optional<String> wanted =
        params.get("unit").map(unit -> Text.str(unit).toUpperCase(Locale.ROOT));
    int index = UNITS.length() - 1;
    while (index > 0 && !matches(index, bytes, wanted)) {
      index--;
    }
    boolean bits = params.truth("isbits", false);
    BigDecimal exact = exact(size);
    BigDecimal limit = new BigDecimal(BigInteger.ONE.shiftLeft(10 * index));
    double quotient = exact.divide(limit, MathContext.DECIMAL128).doubleValue();
    String suffix =
        index == 0 ? (bits ? "bits" : "Bytes") : UNITS.charAt(index) + (bits ? "b" : "B");
    return Arithmetic.modulo(Str.of("%.2f " + suffix), Kit.real(quotient));
  }

  private static BigDecimal exact(Value size) {
    return size instanceof Real(double number)
        ? new BigDecimal(number)
        : new BigDecimal(Numbers.truncate(size));
  }

  private static boolean matches(int index, double bytes, Optional<String> unit) {
    return unit.map(name -> name.equals(UNITS.substring(index, index + 1)))
        .orElse(bytes >= Math.pow(1024, index));
  }

  static Value humanToBytes(Value input, Arguments args, EvalContext context) {
    Params params = Params.of("human_to_bytes", args, "default_unit", "isbits");
    String source = Text.str(input);
    PythonMatch match = HUMAN.match(source).orElseThrow(() -> unreadable(source));
    double number =
        Numbers.parseFloat(match.group(1).orElse("")).orElseThrow(() -> unreadable(source));
    Optional<String> unit = match.group(2).or(() -> params.get("default_unit").map(Text::str));
    if (unit.isEmpty()) {
      return rounded(BigDecimal.valueOf(number));
    }
    boolean bits = params.truth("isbits", false);
    int index = UNITS.indexOf(unit.get().substring(0, 1).toUpperCase(Locale.ROOT));
    if (index < 0 || !fits(unit.get(), bits)) {
      throw unreadable(source);
    }
    double product = number * Math.pow(1024, index);
    return rounded(new BigDecimal(product));
  }

  private static Value rounded(BigDecimal number) {
    return new Int(number.setScale(0, RoundingMode.HALF_EVEN).toBigIntegerExact());
  }

  private static boolean fits(String unit, boolean bits) {
    return unit.length() == 1
        || unit.toLowerCase(Locale.ROOT).contains(bits ? "bit" : "byte")
        || unit.charAt(1) == (bits ? 'b' : 'B');
  }

  private static TemplateError unreadable(String source) {
    return TemplateError.filter("human_to_bytes() can't interpret following string: " + source);
  }
}
