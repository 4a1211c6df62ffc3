package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;

/// Values as JSON, the way Terraform keeps them in its state.
///
/// Source: cty's JSON form of values: sets and tuples are arrays, maps and objects are objects, a
/// dynamic value is `{"type": ..., "value": ...}`. Unknown values have no JSON form.
public final class JsonValues {

  private JsonValues() {}

  /// @throws CodecException where the value does not fit the type or is not wholly known
  public static Bytes encode(Type type, Value value) {
    return Json.write(JsonEncoder.tree(type, value));
  }

  /// The value of exactly that type.
  ///
  /// @throws CodecException where the text is no JSON or does not fit the type
  public static Value decode(Type type, Bytes json) {
    return new JsonDecoder(JsonDecoder.Mode.STRICT).value(type, Json.read(json));
  }

  /// The value of that type as far as the text has it: attributes that the type does not know are
  /// dropped, missing ones are null. For state that an older version of a schema wrote.
  ///
  /// @throws CodecException where the text is no JSON or an attribute is of another type
  public static Value decodeLenient(Type type, Bytes json) {
    return new JsonDecoder(JsonDecoder.Mode.LENIENT).value(type, Json.read(json));
  }

  /// The text as it stands: objects, tuples, strings, numbers, booleans and nulls. For state of
  /// which no schema is at hand.
  ///
  /// @throws CodecException where the text is no JSON
  public static Value decodeUntyped(Bytes json) {
    return Json.read(json);
  }
}
