package dev.holdfast.language.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Stream;

/// Which differently typed keys are one key to a Python dict.
final class Keys {
  private Keys() {}

  /// Every key that Python holds for the same as `key`, itself included when it is a number.
  static Stream<Value> forms(Value key) {
    return number(key).stream().flatMap(Keys::formsOf);
  }

  private static Stream<Value> formsOf(BigInteger number) {
    Stream<Value> plain = Stream.of(new Int(number), new Real(number.doubleValue()));
    return number.equals(BigInteger.ONE)
        ? Stream.concat(plain, Stream.of(Bool.TRUE))
        : number.signum() == 0 ? Stream.concat(plain, Stream.of(Bool.FALSE)) : plain;
  }

  private static Optional<BigInteger> number(Value key) {
    return switch (key) {
      case Bool bool -> Optional.of(bool.value() ? BigInteger.ONE : BigInteger.ZERO);
      case Int(BigInteger value) -> Optional.of(value);
      case Real(double value) when value == Math.rint(value) && !Double.isInfinite(value) ->
          Optional.of(new BigDecimal(value).toBigIntegerExact());
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
          Optional.empty();
    };
  }
}
