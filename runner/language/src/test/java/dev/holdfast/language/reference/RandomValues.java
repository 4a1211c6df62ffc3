package dev.holdfast.language.reference;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Generated Python values, with texts that are hard to quote.
public final class RandomValues {
  private static final List<String> WORDS =
      List.of(
          "a",
          "b",
          "word",
          "two words",
          "yes",
          "0644",
          "1.5",
          "null",
          "",
          " ",
          "é",
          "💥",
          "'",
          "\"",
          "\\",
          "\n",
          "\t",
          ":",
          ": ",
          " #",
          "- ",
          "x: y",
          "{{ x }}",
          "[",
          "]",
          "{",
          ",",
          "?",
          "!",
          "%",
          "@",
          "`",
          "line\nline",
          "trailing ",
          " leading",
          "a\n\nb",
          "\u0085",
          "\u2028",
          "\u0007",
          "\u007f",
          "=",
          "<<",
          "2001-01-01",
          "~",
          "1e3",
          "http://x/y",
          "--- a",
          "...",
          "a  b",
          "longer text that may be folded ",
          "/path/to/file",
          "k=v",
          "\r",
          "0x1f",
          "1_000",
          "1:30",
          "\ufeff",
          "ß",
          "Ａ");

  private final Random random;

  public RandomValues(long seed) {
    this.random = new Random(seed);
  }

  /// A value nested at most `depth` deep.
  public Value value(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 8)) {
      case 0 -> None.NONE;
      case 1 -> Bool.of(random.nextBoolean());
      case 2 -> new Int(BigInteger.valueOf(random.nextInt(2000) - 1000));
      case 3 -> new Real(real());
      case 8, 9 -> new ListValue(values(depth - 1));
      case 10 -> dict(depth - 1);
      case 11 -> random.nextInt(3) == 0 ? new TupleValue(values(depth - 1)) : dict(depth - 1);
      default -> Str.of(text());
    };
  }

  /// A text of a few words.
  public String text() {
    StringBuilder out = new StringBuilder();
    int count = random.nextInt(6) == 0 ? random.nextInt(30) : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      out.append(WORDS.get(random.nextInt(WORDS.size())));
      if (random.nextInt(3) == 0) {
        out.append(' ');
      }
    }
    return out.toString();
  }

  /// One of several.
  public <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /// A number below `bound`.
  public int number(int bound) {
    return random.nextInt(bound);
  }

  private double real() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(1000);
      case 1 -> random.nextDouble() * 1e20;
      case 2 -> random.nextDouble() * 1e-7;
      case 3 -> 1e17;
      default -> random.nextInt(10000) / 100.0;
    };
  }

  private List<Value> values(int depth) {
    List<Value> values = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      values.add(value(depth));
    }
    return values;
  }

  private DictValue dict(int depth) {
    DictValue dict = new DictValue();
    int count = random.nextInt(4);
    boolean mixed = random.nextInt(5) == 0;
    for (int i = 0; i < count; i++) {
      dict.put(mixed ? value(0) : Str.of(text()), value(depth));
    }
    return dict;
  }
}
