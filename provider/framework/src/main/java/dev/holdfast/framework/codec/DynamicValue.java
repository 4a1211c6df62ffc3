package dev.holdfast.framework.codec;

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

  public boolean isAbsent() {
    return msgpack.isEmpty() && json.isEmpty();
  }
}
