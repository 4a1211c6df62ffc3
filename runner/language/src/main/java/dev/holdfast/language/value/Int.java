package dev.holdfast.language.value;

import java.math.BigInteger;

/// Python's `int`: without bounds.
public record Int(BigInteger value) implements Value {
  public static Int of(long value) {
    return new Int(BigInteger.valueOf(value));
  }
}
