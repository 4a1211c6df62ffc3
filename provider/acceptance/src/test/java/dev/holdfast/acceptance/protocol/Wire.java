package dev.holdfast.acceptance.protocol;

import com.google.protobuf.ByteString;
import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.Msgpack;
import dev.holdfast.framework.resource.Identified.IdentitySchema;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.proto.tfplugin6.DynamicValue;
import dev.holdfast.proto.tfplugin6.ResourceIdentityData;
import java.util.LinkedHashMap;

/// Values as messages and back.
public final class Wire {

  private Wire() {}

  public static DynamicValue write(Schema schema, Value value) {
    return write(schema.type(), value);
  }

  private static DynamicValue write(Type type, Value value) {
    byte[] bytes = Msgpack.encode(type, value).toArray();
    return DynamicValue.newBuilder().setMsgpack(ByteString.copyFrom(bytes)).build();
  }

  public static Value read(Schema schema, DynamicValue sent) {
    return read(schema.type(), sent);
  }

  private static Value read(Type type, DynamicValue sent) {
    return sent.getMsgpack().isEmpty()
        ? Values.NULL
        : Msgpack.decode(type, Bytes.of(sent.getMsgpack().toByteArray()));
  }

  public static ResourceIdentityData write(IdentitySchema schema, Value identity) {
    return ResourceIdentityData.newBuilder().setIdentityData(write(type(schema), identity)).build();
  }

  public static Value read(IdentitySchema schema, ResourceIdentityData sent) {
    return read(type(schema), sent.getIdentityData());
  }

  private static Type.Obj type(IdentitySchema schema) {
    var types = new LinkedHashMap<String, Type>();
    schema.attributes().forEach(attribute -> types.put(attribute.name(), attribute.type()));
    return Type.objectOf(types);
  }
}
