package dev.holdfast.server.rpc;

import com.google.protobuf.ByteString;
import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.RawState;
import dev.holdfast.proto.tfplugin6.ResourceIdentityData;
import java.util.List;

/// The protocol's small messages in the framework's terms. A message that was not sent reads as an
/// empty one.
final class FromWire {
  private FromWire() {}

  static Bytes bytes(ByteString content) {
    return content.isEmpty() ? Bytes.EMPTY : Bytes.of(content.toByteArray());
  }

  static DynamicValue value(dev.holdfast.proto.tfplugin6.DynamicValue message) {
    return new DynamicValue(bytes(message.getMsgpack()), bytes(message.getJson()));
  }

  static List<DynamicValue> values(List<dev.holdfast.proto.tfplugin6.DynamicValue> messages) {
    return messages.stream().map(FromWire::value).toList();
  }

  static DynamicValue identity(ResourceIdentityData message) {
    return value(message.getIdentityData());
  }

  /// Stored state. Its second form, a flat map, ended with Terraform 0.12, long before the first
  /// release of this provider.
  static Bytes state(RawState message) {
    return bytes(message.getJson());
  }

  static ClientCapabilities client(dev.holdfast.proto.tfplugin6.ClientCapabilities message) {
    return new ClientCapabilities(
        message.getDeferralAllowed(), message.getWriteOnlyAttributesAllowed());
  }
}
