package dev.holdfast.language.filter;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;

/// Python's `random.Random`: the Mersenne Twister MT19937 with Python's seeding, so that a seed
/// gives the sequence that it gives there; without a seed, the system's secure source.
public final class PythonRandom {
  private static final int STATE = 624;
  private static final int SHIFT = 397;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(32);
  private static final SecureRandom SECURE = new SecureRandom();

  private interface Source {
    int next();
  }

  private final int[] state = new int[STATE];
  private final Source source;
  private int index = STATE;

  private PythonRandom() {
    this.source = SECURE::nextInt;
  }

  private PythonRandom(BigInteger seed) {
    this.source = this::twist;
    BigInteger rest = seed.abs();
    int words = Math.max(1, (rest.bitLength() + 31) / 32);
    int[] key = new int[words];
    for (int i = 0; i < words; i++) {
      key[i] = rest.mod(WORD).intValue();
      rest = rest.shiftRight(32);
    }
    initialize(key);
  }

  /// `SystemRandom()`.
  public static PythonRandom secure() {
    return new PythonRandom();
  }

  /// `Random(seed)`.
  public static PythonRandom seeded(Value seed) {
    return new PythonRandom(number(seed));
  }

  private static BigInteger number(Value seed) {
    return switch (seed) {
      case Int(BigInteger number) -> number;
      case Bool bool -> bool.value() ? BigInteger.ONE : BigInteger.ZERO;
      case Str(String text, _, _) -> textSeed(text);
      case Real(double number) when number == Math.rint(number) && Math.abs(number) < 1L << 60 ->
          BigInteger.valueOf((long) number);
      case Value other ->
          throw PythonError.typeError(
              "The only supported seed types are: None, int, float, str, bytes, and bytearray, not "
                  + Types.name(other));
    };
  }

  private static BigInteger textSeed(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes);
      byte[] all = new byte[bytes.length + digest.length];
      System.arraycopy(bytes, 0, all, 0, bytes.length);
      System.arraycopy(digest, 0, all, bytes.length, digest.length);
      return new BigInteger(1, all);
    } catch (NoSuchAlgorithmException e) {
      throw new PythonError("ValueError", "unsupported hash type sha512");
    }
  }

  /// MT19937's `init_by_array`.
  private void initialize(int[] key) {
    state[0] = 19650218;
    for (int i = 1; i < STATE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
    int i = 1;
    int j = 0;
    for (int k = Math.max(STATE, key.length); k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1664525)) + key[j] + j;
      i = next(i);
      j = (j + 1) % key.length;
    }
    for (int k = STATE - 1; k > 0; k--) {
      state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >>> 30)) * 1566083941)) - i;
      i = next(i);
    }
    state[0] = 0x80000000;
  }

  private int next(int i) {
    if (i + 1 < STATE) {
      return i + 1;
    }
    state[0] = state[STATE - 1];
    return 1;
  }

  private int twist() {
    if (index >= STATE) {
      for (int i = 0; i < STATE; i++) {
        int y = (state[i] & 0x80000000) | (state[(i + 1) % STATE] & 0x7fffffff);
        state[i] = state[(i + SHIFT) % STATE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
      }
      index = 0;
    }
    int y = state[index++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private BigInteger bits(int count) {
    BigInteger result = BigInteger.ZERO;
    int left = count;
    for (int shift = 0; left > 0; shift += 32) {
      int word = left < 32 ? source.next() >>> (32 - left) : source.next();
      result = result.or(BigInteger.valueOf(word & 0xffffffffL).shiftLeft(shift));
      left -= 32;
    }
    return result;
  }

  /// A number from 0 on, below `bound`.
  public BigInteger below(BigInteger bound) {
    int bits = bound.bitLength();
    BigInteger number = bits(bits);
    while (number.compareTo(bound) >= 0) {
      number = bits(bits);
    }
    return number;
  }

  /// `randrange(start, stop, step)`.
  public BigInteger range(BigInteger start, BigInteger stop, BigInteger step) {
    BigInteger width = stop.subtract(start);
    if (step.equals(BigInteger.ONE)) {
      if (width.signum() <= 0) {
        throw PythonError.valueError(
            "empty range for randrange() (%d, %d, %d)".formatted(start, stop, width));
      }
      return start.add(below(width));
    }
    if (step.signum() == 0) {
      throw PythonError.valueError("zero step for randrange()");
    }
    BigInteger sign = BigInteger.valueOf(step.signum());
    BigInteger count = width.add(step).subtract(sign).divide(step);
    if (count.signum() <= 0) {
      throw PythonError.valueError("empty range for randrange()");
    }
    return start.add(step.multiply(below(count)));
  }

  /// `choice(items)`.
  public <T> T choice(List<T> items) {
    if (items.isEmpty()) {
      throw PythonError.indexError("Cannot choose from an empty sequence");
    }
    return items.get(below(BigInteger.valueOf(items.size())).intValue());
  }

  /// `shuffle(items)`.
  public void shuffle(List<?> items) {
    for (int i = items.size() - 1; i > 0; i--) {
      Collections.swap(items, i, below(BigInteger.valueOf(i + 1L)).intValue());
    }
  }
}
