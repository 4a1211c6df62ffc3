package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;

/// A value as it stands on the wire: msgpack, or JSON where that is empty. Both empty means "no
/// value".
///
/// Source: `DynamicValue` of the plugin protocol.
public record DynamicValue(Bytes msgpack, Bytes json) {

  /// No value was sent.
  public static final DynamicValue NONE = new DynamicValue(Bytes.EMPTY, Bytes.EMPTY);

  public static DynamicValue msgpack(Bytes bytes) {
    return new DynamicValue(bytes, Bytes.EMPTY);
  }

  /// A value of that type, ready to be sent.
  ///
  /// @throws CodecException where the value does not fit the type
  public static DynamicValue of(Type type, Value value) {
    return msgpack(Msgpack.encode(type, value));
  }

  public boolean isAbsent() {
    return msgpack.isEmpty() && json.isEmpty();
  }

  /// The value of that type; null where none was sent.
  ///
  /// @throws CodecException where the bytes are no such value
  public Value decode(Type type) {
    if (isAbsent()) {
      return Values.NULL;
    }
    return msgpack.isEmpty() ? JsonValues.decode(type, json) : Msgpack.decode(type, msgpack);
  }
}
