package dev.holdfast.app.train;

import com.google.protobuf.ByteString;
import dev.holdfast.framework.codec.Msgpack;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.proto.tfplugin6.Diagnostic;
import dev.holdfast.proto.tfplugin6.DynamicValue;
import java.util.List;

/// Between values and messages.
final class Wire {

  private Wire() {}

  static DynamicValue encode(Type type, Value value) {
    return DynamicValue.newBuilder()
        .setMsgpack(ByteString.copyFrom(Msgpack.encode(type, value).toArray()))
        .build();
  }

  /// Fails on the first error among the diagnostics.
  static void check(String call, List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.getSeverity() == Diagnostic.Severity.ERROR) {
        throw new PluginFailure(
            "The " + call + " failed: " + diagnostic.getSummary() + ". " + diagnostic.getDetail());
      }
    }
  }
}
