package dev.holdfast.engine.module;

import dev.holdfast.language.json.JsonException;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonReader;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// Containers written as text in arguments.
final class Literals {
  private Literals() {}

  static Optional<Value> dict(String text) {
    try {
      return Optional.of(JsonReader.read(text)).filter(DictValue.class::isInstance);
    } catch (JsonException _) {
      return Optional.empty();
    }
  }

  static String json(Value value) {
    return JsonWriter.write(value, JsonFormat.PLAIN);
  }
}
