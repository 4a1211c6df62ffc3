package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Value;
import java.util.Map;
import java.util.Optional;

/// The attributes and methods of Python's `int` and `float`.
final class NumberMethods {
  private NumberMethods() {}

  /// `real`, `imag`, `numerator` and `denominator` of a number.
  static Optional<Value> attribute(Value value, String name) {
    boolean whole = value instanceof Int || value instanceof Bool;
    if (!whole && !(value instanceof Real)) {
      return Optional.empty();
    }
    Value plain = whole ? new Int(Numbers.truncate(value)) : value;
    return switch (name) {
      case "real" -> Optional.of(plain);
      case "imag" -> Optional.of(whole ? Int.of(0) : new Real(0));
      case "numerator" -> whole ? Optional.of(plain) : Optional.empty();
      case "denominator" -> whole ? Optional.of(Int.of(1)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  static Map<String, Method> methods(Value value) {
    return value instanceof Real ? REAL : INT;
  }

  private static Value same(Value self, MethodArguments args) {
    args.require(0, 0);
    return self;
  }

  private static Value bitLength(Value self, MethodArguments args) {
    args.require(0, 0);
    return Int.of(Numbers.truncate(self).abs().bitLength());
  }

  private static Value bitCount(Value self, MethodArguments args) {
    args.require(0, 0);
    return Int.of(Numbers.truncate(self).abs().bitCount());
  }

  private static Value isInteger(Value self, MethodArguments args) {
    args.require(0, 0);
    double number = ((Real) self).value();
    return Bool.of(Double.isFinite(number) && number == Math.rint(number));
  }

  private static final Map<String, Method> INT =
      Map.of(
          "bit_length", NumberMethods::bitLength,
          "bit_count", NumberMethods::bitCount,
          "conjugate", NumberMethods::same);

  private static final Map<String, Method> REAL =
      Map.of("is_integer", NumberMethods::isInteger, "conjugate", NumberMethods::same);
}
