package dev.holdfast.framework.value;

import java.math.BigDecimal;
import java.util.Optional;

/// What is already known about an unknown value.
///
/// Source: cty's msgpack extension 12. `isNull` false means the final value is surely not null;
/// lengths count collection elements.
public record Refinements(
    Optional<Boolean> isNull,
    Optional<String> prefix,
    Optional<Bound> min,
    Optional<Bound> max,
    Optional<Long> minLength,
    Optional<Long> maxLength) {

  /// One end of a number range.
  public record Bound(BigDecimal value, boolean inclusive) {
    public Bound {
      value = Value.Num.normalised(value);
    }
  }

  /// Nothing is known.
  public static final Refinements NONE =
      new Refinements(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /// The final value is not null.
  public static final Refinements NOT_NULL =
      new Refinements(
          Optional.of(false),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Refinements withNull(boolean isNull) {
    return new Refinements(Optional.of(isNull), prefix, min, max, minLength, maxLength);
  }

  public Refinements withPrefix(String prefix) {
    return new Refinements(isNull, Optional.of(prefix), min, max, minLength, maxLength);
  }

  public Refinements withMin(Bound min) {
    return new Refinements(isNull, prefix, Optional.of(min), max, minLength, maxLength);
  }

  public Refinements withMax(Bound max) {
    return new Refinements(isNull, prefix, min, Optional.of(max), minLength, maxLength);
  }

  public Refinements withMinLength(long minLength) {
    return new Refinements(isNull, prefix, min, max, Optional.of(minLength), maxLength);
  }

  public Refinements withMaxLength(long maxLength) {
    return new Refinements(isNull, prefix, min, max, minLength, Optional.of(maxLength));
  }
}
