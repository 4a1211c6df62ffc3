package dev.holdfast.server.rpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.value.Path;
import dev.holdfast.proto.tfplugin6.AttributePath;
import dev.holdfast.proto.tfplugin6.Deferred;
import dev.holdfast.proto.tfplugin6.Diagnostic.Severity;
import dev.holdfast.proto.tfplugin6.DynamicValue;
import dev.holdfast.proto.tfplugin6.ResourceIdentityData;
import java.time.Instant;
import java.util.List;

/// The framework's answers as the protocol's small messages.
final class ToWire {
  private ToWire() {}

  static ByteString bytes(Bytes content) {
    return UnsafeByteOperations.unsafeWrap(content.toArray());
  }

  static DynamicValue value(dev.holdfast.framework.codec.DynamicValue value) {
    return DynamicValue.newBuilder()
        .setMsgpack(bytes(value.msgpack()))
        .setJson(bytes(value.json()))
        .build();
  }

  static ResourceIdentityData identity(dev.holdfast.framework.codec.DynamicValue value) {
    return ResourceIdentityData.newBuilder().setIdentityData(value(value)).build();
  }

  static List<dev.holdfast.proto.tfplugin6.Diagnostic> diagnostics(List<Diagnostic> diagnostics) {
    return diagnostics.stream().map(ToWire::diagnostic).toList();
  }

  static dev.holdfast.proto.tfplugin6.Diagnostic diagnostic(Diagnostic diagnostic) {
    var message =
        dev.holdfast.proto.tfplugin6.Diagnostic.newBuilder()
            .setSeverity(severity(diagnostic.severity()))
            .setSummary(CleanText.of(diagnostic.summary()))
            .setDetail(CleanText.of(diagnostic.detail()));
    Path path = diagnostic.path().addressable();
    if (!path.steps().isEmpty()) {
      message.setAttribute(path(path));
    }
    return message.build();
  }

  private static Severity severity(Diagnostic.Severity severity) {
    return switch (severity) {
      case ERROR -> Severity.ERROR;
      case WARNING -> Severity.WARNING;
    };
  }

  static List<AttributePath> paths(List<Path> paths) {
    return paths.stream().map(ToWire::path).toList();
  }

  /// A path as far as the protocol can express it: up to a set, never into one.
  static AttributePath path(Path path) {
    AttributePath.Builder message = AttributePath.newBuilder();
    for (Path.Step step : path.addressable().steps()) {
      AttributePath.Step.Builder target = message.addStepsBuilder();
      switch (step) {
        case Path.Step.Attribute(String name) -> target.setAttributeName(CleanText.of(name));
        case Path.Step.Key(String key) -> target.setElementKeyString(CleanText.of(key));
        case Path.Step.Index(long index) -> target.setElementKeyInt(index);
        case Path.Step.Element _ -> throw new IllegalStateException("not addressable: " + path);
      }
    }
    return message.build();
  }

  static Deferred deferred(Deferral reason) {
    Deferred.Reason wire =
        switch (reason) {
          case RESOURCE_CONFIG_UNKNOWN -> Deferred.Reason.RESOURCE_CONFIG_UNKNOWN;
          case PROVIDER_CONFIG_UNKNOWN -> Deferred.Reason.PROVIDER_CONFIG_UNKNOWN;
          case ABSENT_PREREQ -> Deferred.Reason.ABSENT_PREREQ;
        };
    return Deferred.newBuilder().setReason(wire).build();
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
