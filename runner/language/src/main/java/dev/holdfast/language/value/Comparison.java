package dev.holdfast.language.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Python's `==`, `<` and their kin.
public final class Comparison {
  private Comparison() {}

  /// `left == right`.
  @SuppressWarnings("ReferenceEquality") // A mutable container equals itself without a look inside.
  public static boolean equal(Value left, Value right) {
    Value a = Plain.of(left);
    Value b = Plain.of(right);
    if (a == b && !(a instanceof Real)) {
      return true;
    }
    return switch (a) {
      case Str str -> b instanceof Str other && str.text().equals(other.text());
      case Bool _, Int _, Real _ -> Types.isNumber(b) && numbersEqual(a, b);
      case ListValue list -> b instanceof ListValue other && allEqual(list.items(), other.items());
      case TupleValue(var items) -> b instanceof TupleValue(var others) && allEqual(items, others);
      case DictValue dict -> b instanceof DictValue other && dictsEqual(dict, other);
      case Undefined _ -> b instanceof Undefined;
      case None _, Callable _, Vaulted _, ObjectValue _ -> false;
    };
  }

  /// The order of two values, negative, zero or positive, for an operator such as `<`; values
  /// without order are a `TypeError` that names it. NaN is in no order: use [#holds] for operators.
  public static int order(String operator, Value left, Value right) {
    Value a = Plain.of(left);
    Value b = Plain.of(right);
    refuseUndefined(a);
    refuseUndefined(b);
    if (Types.isNumber(a) && Types.isNumber(b)) {
      return compareNumbers(a, b);
    }
    if (a instanceof Str x && b instanceof Str y) {
      return compareText(x.text(), y.text());
    }
    if (a instanceof ListValue x && b instanceof ListValue y) {
      return compareAll(operator, x.items(), y.items());
    }
    if (a instanceof TupleValue(var x) && b instanceof TupleValue(var y)) {
      return compareAll(operator, x, y);
    }
    throw PythonError.typeError(
        "'%s' not supported between instances of '%s' and '%s'"
            .formatted(operator, Types.name(a), Types.name(b)));
  }

  private static void refuseUndefined(Value value) {
    if (value instanceof Undefined undefined) {
      throw new UndefinedError(undefined);
    }
  }

  /// Whether `left operator right` holds, for `<`, `<=`, `>` and `>=`.
  public static boolean holds(String operator, Value left, Value right) {
    int order = order(operator, left, right);
    if (isNan(left) || isNan(right)) {
      return false;
    }
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> throw new IllegalArgumentException("no ordering operator: " + operator);
    };
  }

  /// Refuses what Python cannot hash: a key of a dict, an argument of `unique`.
  public static void requireHashable(Value value) {
    switch (value) {
      case Undefined undefined -> throw new UndefinedError(undefined);
      case ListValue _, DictValue _ ->
          throw PythonError.typeError("unhashable type: '" + Types.name(value) + "'");
      case TupleValue(var items) -> items.forEach(Comparison::requireHashable);
      case None _, Bool _, Int _, Real _, Str _, Vaulted _, Callable _, ObjectValue _ -> {}
    }
  }

  private static boolean isNan(Value value) {
    return value instanceof Real(double number) && Double.isNaN(number);
  }

  private static boolean numbersEqual(Value a, Value b) {
    return !isNan(a) && !isNan(b) && compareNumbers(a, b) == 0;
  }

  private static int compareNumbers(Value a, Value b) {
    if (a instanceof Real(double x) && b instanceof Real(double y)) {
      return x == y ? 0 : Double.compare(x, y);
    }
    if (a instanceof Real(double x)) {
      return compareMixed(x, b);
    }
    if (b instanceof Real(double y)) {
      return -compareMixed(y, a);
    }
    return Numbers.integer(a).compareTo(Numbers.integer(b));
  }

  private static int compareMixed(double number, Value integer) {
    if (!Double.isFinite(number)) {
      return Double.compare(number, 0);
    }
    return new BigDecimal(number).compareTo(new BigDecimal(Numbers.integer(integer)));
  }

  /// By code points, where Java's own order is by UTF-16 units.
  private static int compareText(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean pairs = Character.isSurrogate(x) != Character.isSurrogate(y);
        return pairs ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static boolean allEqual(List<Value> a, List<Value> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// As containers compare members: the very same object equals itself, even NaN.
  @SuppressWarnings("ReferenceEquality")
  static boolean same(Value a, Value b) {
    return a == b || equal(a, b);
  }

  private static int compareAll(String operator, List<Value> a, List<Value> b) {
    int shared = Math.min(a.size(), b.size());
    for (int i = 0; i < shared; i++) {
      if (!same(a.get(i), b.get(i))) {
        return order(operator, a.get(i), b.get(i));
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static boolean dictsEqual(DictValue a, DictValue b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<Value, Value> entry : a.entries().entrySet()) {
      if (!b.get(entry.getKey()).map(other -> same(entry.getValue(), other)).orElse(false)) {
        return false;
      }
    }
    return true;
  }
}
