package dev.holdfast.language.json;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Value;
import java.util.List;

/// Python's `json.loads`: big integers, `NaN` and `Infinity` included.
public final class JsonReader {
  private static final JsonSink<Value> VALUES =
      new JsonSink<>() {
        @Override
        public Value scalar(Value value, int line, int column) {
          return value;
        }

        @Override
        public Value list(List<Value> items, int line, int column) {
          return new ListValue(items);
        }

        @Override
        public Value object(List<Value> keys, List<Value> values, int line, int column) {
          DictValue dict = new DictValue();
          for (int i = 0; i < keys.size(); i++) {
            dict.put(keys.get(i), values.get(i));
          }
          return dict;
        }
      };

  private JsonReader() {}

  /// The value of a text.
  public static Value read(String text) {
    return new JsonParser<>(text, VALUES).document();
  }

  /// Reads with a sink of the caller's.
  public static <T> T read(String text, JsonSink<T> sink) {
    return new JsonParser<>(text, sink).document();
  }
}
