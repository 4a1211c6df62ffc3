package dev.holdfast.framework.value;

import java.math.BigDecimal;
import java.util.Optional;

/// Constants and typed access to values.
public final class Values {

  /// The absence of a value.
  public static final Value NULL = Value.Null.NULL;

  /// An unknown value of which nothing is known.
  public static final Value UNKNOWN = new Value.Unknown(Refinements.NONE);

  private Values() {}

  /// The string, empty where the value is null or unknown.
  public static Optional<String> string(Value value) {
    return value instanceof Value.Str(String text) ? Optional.of(text) : Optional.empty();
  }

  /// The number, empty where the value is null or unknown.
  public static Optional<BigDecimal> number(Value value) {
    return value instanceof Value.Num(BigDecimal number) ? Optional.of(number) : Optional.empty();
  }

  /// The truth value, empty where the value is null or unknown.
  public static Optional<Boolean> bool(Value value) {
    return value instanceof Value.Bool(boolean truth) ? Optional.of(truth) : Optional.empty();
  }

  /// The object, empty where the value is null or unknown.
  public static Optional<Value.Obj> object(Value value) {
    return value instanceof Value.Obj object ? Optional.of(object) : Optional.empty();
  }
}
