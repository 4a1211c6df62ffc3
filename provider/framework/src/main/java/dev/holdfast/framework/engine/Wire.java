package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.CodecException;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.codec.JsonValues;
import dev.holdfast.framework.codec.Msgpack;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;

/// Values to and from the wire, with refusals that name what could not be read.
final class Wire {

  private Wire() {}

  /// The value that was sent, null where none was.
  static Value read(Type type, DynamicValue sent, String what) {
    if (sent.isAbsent()) {
      return Values.NULL;
    }
    try {
      return sent.msgpack().isEmpty()
          ? JsonValues.decode(type, sent.json())
          : Msgpack.decode(type, sent.msgpack());
    } catch (CodecException e) {
      throw new RefusedException(
          "Unable to read the " + what,
          "What Terraform sent does not fit the schema of this provider version: "
              + e.getMessage()
              + ".");
    }
  }

  /// The object that was sent; a call without one is refused.
  static Value.Obj readObject(Type type, DynamicValue sent, String what) {
    if (read(type, sent, what) instanceof Value.Obj object) {
      return object;
    }
    throw new RefusedException(
        "Unable to read the " + what, "Terraform sent no object where one is needed.");
  }

  /// A value that is known to conform.
  static DynamicValue write(Type type, Value value) {
    return DynamicValue.msgpack(Msgpack.encode(type, value));
  }
}
