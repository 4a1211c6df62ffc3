package dev.holdfast.resources.pve;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// The codecs of PVE's texts.
public final class Codecs {

  private Codecs() {}

  /// Plain text.
  public static final Codec TEXT =
      new Codec() {
        @Override
        public String encode(Value value) {
          return Values.string(value).orElseThrow();
        }

        @Override
        public Value decode(String text) {
          return Value.of(text);
        }
      };

  /// A number; PVE sends some as text and some as numbers.
  public static final Codec NUMBER =
      new Codec() {
        @Override
        public String encode(Value value) {
          return Values.number(value).orElseThrow().toPlainString();
        }

        @Override
        public Value decode(String text) {
          return Value.of(new BigDecimal(text.strip()));
        }
      };

  /// A switch: 1 or 0.
  public static final Codec FLAG =
      new Codec() {
        @Override
        public String encode(Value value) {
          return Values.bool(value).orElseThrow() ? "1" : "0";
        }

        @Override
        public Value decode(String text) {
          return Value.of(
              switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "1", "yes", "on", "true" -> true;
                default -> false;
              });
        }
      };

  /// The storage part of a volume id such as `local-lvm:vm-100-disk-0`; only read.
  public static final Codec STORAGE_OF_VOLUME =
      new Codec() {
        @Override
        public String encode(Value value) {
          return Values.string(value).orElseThrow();
        }

        @Override
        public Value decode(String text) {
          int colon = text.indexOf(':');
          return colon < 0 ? Values.NULL : Value.of(text.substring(0, colon));
        }
      };

  /// One entry a line, as `sshkeys` holds them.
  public static final Codec LINES =
      words("\n", "\\s*\n\\s*", elements -> new Value.ListOf(elements.toList()));

  /// A set of words in one text.
  public static Codec set(String separator, String splitAt) {
    return words(
        separator,
        splitAt,
        elements -> new Value.SetOf(elements.distinct().sorted(BY_TEXT).toList()));
  }

  /// A list of words in one text, in order.
  public static Codec list(String separator, String splitAt) {
    return words(separator, splitAt, elements -> new Value.ListOf(elements.toList()));
  }

  private static final Comparator<Value> BY_TEXT =
      Comparator.comparing(value -> Values.string(value).orElse(""));

  private static Codec words(
      String separator, String splitAt, Function<Stream<Value>, Value> collection) {
    return new Codec() {
      @Override
      public String encode(Value value) {
        return String.join(separator, texts(value));
      }

      @Override
      public Value decode(String text) {
        return collection.apply(
            Stream.of(text.strip().split(splitAt)).filter(word -> !word.isEmpty()).map(Value::of));
      }
    };
  }

  private static List<String> texts(Value collection) {
    return collection.parts().stream().map(Values::string).flatMap(Optional::stream).toList();
  }
}
