package dev.holdfast.language.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Python's arithmetic operators.
public final class Arithmetic {
  /// What an exponent or repetition may make at most, so that a template cannot eat the memory.
  private static final int MAX_BITS = 10_000_000;

  private static final int MAX_ITEMS = 100_000_000;

  private Arithmetic() {}

  /// `left + right`.
  public static Value add(Value left, Value right) {
    Value a = operand(left);
    Value b = operand(right);
    if (a instanceof Str x) {
      if (b instanceof Str y) {
        return new Str(x.text() + y.text(), x.unsafe() || y.unsafe(), false);
      }
      throw onlyConcatenate("str", b);
    }
    if (a instanceof ListValue x) {
      if (b instanceof ListValue y) {
        return new ListValue(joined(x.items(), y.items()));
      }
      throw onlyConcatenate("list", b);
    }
    if (a instanceof TupleValue(var x)) {
      if (b instanceof TupleValue(var y)) {
        return new TupleValue(joined(x, y));
      }
      throw onlyConcatenate("tuple", b);
    }
    requireNumbers("+", a, b);
    return bothWhole(a, b)
        ? new Int(Numbers.integer(a).add(Numbers.integer(b)))
        : new Real(number(a) + number(b));
  }

  /// `left - right`.
  public static Value subtract(Value left, Value right) {
    if (left instanceof ObjectValue object) {
      Optional<Value> difference = object.minus(right);
      if (difference.isPresent()) {
        return difference.get();
      }
    }
    Value a = operand(left);
    Value b = operand(right);
    requireNumbers("-", a, b);
    return bothWhole(a, b)
        ? new Int(Numbers.integer(a).subtract(Numbers.integer(b)))
        : new Real(number(a) - number(b));
  }

  /// `left * right`, with the repetition of sequences.
  public static Value multiply(Value left, Value right) {
    Value a = operand(left);
    Value b = operand(right);
    if (Types.isSequence(a)) {
      return repeat(a, b);
    }
    if (Types.isSequence(b)) {
      return repeat(b, a);
    }
    requireNumbers("*", a, b);
    return bothWhole(a, b)
        ? new Int(Numbers.integer(a).multiply(Numbers.integer(b)))
        : new Real(number(a) * number(b));
  }

  /// `left / right`: always a float.
  public static Value divide(Value left, Value right) {
    Value a = operand(left);
    Value b = operand(right);
    requireNumbers("/", a, b);
    boolean whole = bothWhole(a, b);
    if (whole ? Numbers.integer(b).signum() == 0 : number(b) == 0) {
      throw PythonError.zeroDivision(whole ? "division by zero" : "float division by zero");
    }
    return new Real(
        whole ? quotient(Numbers.integer(a), Numbers.integer(b)) : number(a) / number(b));
  }

  /// `left // right`: rounded down.
  public static Value floorDivide(Value left, Value right) {
    Value a = operand(left);
    Value b = operand(right);
    requireNumbers("//", a, b);
    if (bothWhole(a, b)) {
      BigInteger divisor = nonZero(Numbers.integer(b), "integer division or modulo by zero");
      return new Int(floor(Numbers.integer(a), divisor));
    }
    double divisor = number(b);
    if (divisor == 0) {
      throw PythonError.zeroDivision("float floor division by zero");
    }
    double dividend = number(a);
    double rest = floorRest(dividend, divisor);
    double result = (dividend - rest) / divisor;
    return new Real(result == 0 ? Math.copySign(0, dividend / divisor) : Math.rint(result));
  }

  /// `left % right`: the sign of the divisor for numbers, formatting for text.
  public static Value modulo(Value left, Value right) {
    Value a = operand(left);
    if (a instanceof Str str) {
      return new Str(PercentFormat.format(str.text(), right), str.unsafe(), false);
    }
    Value b = operand(right);
    requireNumbers("%", a, b);
    if (bothWhole(a, b)) {
      BigInteger divisor = nonZero(Numbers.integer(b), "integer modulo by zero");
      BigInteger dividend = Numbers.integer(a);
      return new Int(dividend.subtract(floor(dividend, divisor).multiply(divisor)));
    }
    if (number(b) == 0) {
      throw PythonError.zeroDivision("float modulo");
    }
    return new Real(floorRest(number(a), number(b)));
  }

  /// `left ** right`.
  public static Value power(Value left, Value right) {
    Value a = operand(left);
    Value b = operand(right);
    if (!Types.isNumber(a) || !Types.isNumber(b)) {
      throw unsupported("** or pow()", a, b);
    }
    if (bothWhole(a, b) && Numbers.integer(b).signum() >= 0) {
      return wholePower(Numbers.integer(a), Numbers.integer(b));
    }
    double base = number(a);
    double exponent = number(b);
    if (base == 0 && exponent < 0) {
      throw PythonError.zeroDivision("0.0 cannot be raised to a negative power");
    }
    double result = Math.pow(base, exponent);
    if (Double.isInfinite(result) && Double.isFinite(base) && Double.isFinite(exponent)) {
      throw PythonError.overflowError("(34, 'Numerical result out of range')");
    }
    if (Double.isNaN(result) && base < 0) {
      throw PythonError.valueError("complex numbers are not supported");
    }
    return new Real(result);
  }

  /// `-value`.
  public static Value negate(Value value) {
    Value plain = operand(value);
    if (plain instanceof Real(double number)) {
      return new Real(-number);
    }
    return new Int(Numbers.integer(requireNumber("-", plain)).negate());
  }

  /// `+value`.
  public static Value plus(Value value) {
    Value plain = requireNumber("+", operand(value));
    return plain instanceof Real ? plain : new Int(Numbers.integer(plain));
  }

  private static Value operand(Value value) {
    Value plain = Plain.of(value);
    if (plain instanceof Undefined undefined) {
      throw new UndefinedError(undefined);
    }
    return plain;
  }

  private static Value requireNumber(String operator, Value value) {
    if (!Types.isNumber(value)) {
      throw PythonError.typeError(
          "bad operand type for unary " + operator + ": '" + Types.name(value) + "'");
    }
    return value;
  }

  private static boolean bothWhole(Value a, Value b) {
    return !(a instanceof Real) && !(b instanceof Real);
  }

  private static double number(Value value) {
    return value instanceof Real(double number) ? number : Floats.of(Numbers.integer(value));
  }

  private static void requireNumbers(String operator, Value a, Value b) {
    if (!Types.isNumber(a) || !Types.isNumber(b)) {
      throw unsupported(operator, a, b);
    }
  }

  private static PythonError unsupported(String operator, Value a, Value b) {
    return PythonError.typeError(
        "unsupported operand type(s) for %s: '%s' and '%s'"
            .formatted(operator, Types.name(a), Types.name(b)));
  }

  private static PythonError onlyConcatenate(String type, Value other) {
    return PythonError.typeError(
        "can only concatenate %s (not \"%s\") to %s".formatted(type, Types.name(other), type));
  }

  private static List<Value> joined(List<Value> a, List<Value> b) {
    List<Value> all = new ArrayList<>(a.size() + b.size());
    all.addAll(a);
    all.addAll(b);
    return all;
  }

  private static Value repeat(Value sequence, Value times) {
    if (!(times instanceof Int) && !(times instanceof Bool)) {
      throw PythonError.typeError(
          "can't multiply sequence by non-int of type '" + Types.name(times) + "'");
    }
    int count = Math.max(0, Numbers.index(times));
    if ((long) count * Sequences.length(sequence) > MAX_ITEMS) {
      throw new PythonError("MemoryError", "");
    }
    return switch (sequence) {
      case Str str -> new Str(str.text().repeat(count), str.unsafe(), false);
      case TupleValue(var items) -> new TupleValue(repeated(items, count));
      case ListValue list -> new ListValue(repeated(list.items(), count));
      case None _,
          Bool _,
          Int _,
          Real _,
          Vaulted _,
          DictValue _,
          Undefined _,
          Callable _,
          ObjectValue _ ->
          throw unsupported("*", sequence, times);
    };
  }

  private static List<Value> repeated(List<Value> items, int count) {
    List<Value> all = new ArrayList<>(items.size() * count);
    for (int i = 0; i < count; i++) {
      all.addAll(items);
    }
    return all;
  }

  private static BigInteger nonZero(BigInteger divisor, String message) {
    if (divisor.signum() == 0) {
      throw PythonError.zeroDivision(message);
    }
    return divisor;
  }

  private static BigInteger floor(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static double floorRest(double dividend, double divisor) {
    double rest = dividend % divisor;
    if (rest == 0) {
      return Math.copySign(0, divisor);
    }
    return rest < 0 == divisor < 0 ? rest : rest + divisor;
  }

  /// Exact for numbers that a double holds, correctly rounded for larger ones.
  private static double quotient(BigInteger dividend, BigInteger divisor) {
    if (dividend.bitLength() <= 53 && divisor.bitLength() <= 53) {
      return dividend.doubleValue() / divisor.doubleValue();
    }
    double result =
        new BigDecimal(dividend)
            .divide(new BigDecimal(divisor), new MathContext(800))
            .doubleValue();
    if (Double.isInfinite(result)) {
      throw PythonError.overflowError("integer division result too large for a float");
    }
    return result;
  }

  private static Value wholePower(BigInteger base, BigInteger exponent) {
    if (base.abs().bitLength() <= 1) {
      boolean one =
          base.signum() == 0 ? exponent.signum() == 0 : base.signum() > 0 || !exponent.testBit(0);
      return Int.of(one ? 1 : base.intValue());
    }
    if (exponent.bitLength() > 31 || exponent.longValue() * base.bitLength() > MAX_BITS) {
      throw new PythonError("MemoryError", "");
    }
    return new Int(base.pow(exponent.intValue()));
  }
}
