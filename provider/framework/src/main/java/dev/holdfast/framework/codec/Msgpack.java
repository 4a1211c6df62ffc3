package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;

/// Values as msgpack, the way Terraform sends and expects them.
///
/// Source: `docs/plugin-protocol/object-wire-format.md` of Terraform; the extensions for unknown
/// values are those of cty's msgpack package.
public final class Msgpack {

  /// What a gRPC message may hold.
  private static final int LARGEST = 256 << 20;

  private static final int DEEPEST = 200;

  private Msgpack() {}

  /// The bytes of a value of that type.
  ///
  /// @throws CodecException where the value does not fit the type
  public static Bytes encode(Type type, Value value) {
    var writer = new MsgpackWriter();
    new MsgpackEncoder(writer).encode(type, value, 0);
    return Bytes.of(writer.toByteArray());
  }

  /// The value of that type that the bytes stand for.
  ///
  /// @throws CodecException where the bytes are not exactly one such value
  public static Value decode(Type type, Bytes bytes) {
    if (bytes.length() > LARGEST) {
      throw CodecException.limit("value of " + bytes.length() + " bytes");
    }
    var reader = new MsgpackReader(bytes);
    Value value = new MsgpackDecoder(reader).decode(type, 0);
    if (!reader.atEnd()) {
      throw CodecException.malformed("bytes are left after the value");
    }
    return value;
  }

  static void checkDepth(int depth) {
    if (depth > DEEPEST) {
      throw CodecException.limit("value nested deeper than " + DEEPEST);
    }
  }
}
