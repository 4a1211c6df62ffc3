package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.CloseEphemeralResource;
import dev.holdfast.proto.tfplugin6.OpenEphemeralResource;
import dev.holdfast.proto.tfplugin6.RenewEphemeralResource;
import dev.holdfast.proto.tfplugin6.ValidateEphemeralResourceConfig;

/// Ephemeral resources.
final class EphemeralCalls {
  private EphemeralCalls() {}

  static ValidateEphemeralResourceConfig.Response validate(
      Session session, ValidateEphemeralResourceConfig.Request request) {
    var diagnostics =
        session.validate(
            new Rpc.Validate(
                Rpc.Kind.EPHEMERAL_RESOURCE,
                request.getTypeName(),
                FromWire.value(request.getConfig()),
                ClientCapabilities.NONE));
    return ValidateEphemeralResourceConfig.Response.newBuilder()
        .addAllDiagnostics(ToWire.diagnostics(diagnostics))
        .build();
  }

  static OpenEphemeralResource.Response open(
      Session session, OpenEphemeralResource.Request request) {
    return written(
        session.open(
            request.getTypeName(),
            FromWire.value(request.getConfig()),
            FromWire.client(request.getClientCapabilities())));
  }

  private static OpenEphemeralResource.Response written(Rpc.Opened answer) {
    var message =
        OpenEphemeralResource.Response.newBuilder()
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.result().isAbsent()) {
      message.setResult(ToWire.value(answer.result()));
    }
    if (!answer.privateState().isEmpty()) {
      message.setPrivate(ToWire.bytes(answer.privateState()));
    }
    answer.renewAt().ifPresent(instant -> message.setRenewAt(ToWire.timestamp(instant)));
    answer.deferred().ifPresent(reason -> message.setDeferred(ToWire.deferred(reason)));
    return message.build();
  }

  static RenewEphemeralResource.Response renew(
      Session session, RenewEphemeralResource.Request request) {
    Rpc.Renewed answer = session.renew(request.getTypeName(), FromWire.bytes(request.getPrivate()));
    var message =
        RenewEphemeralResource.Response.newBuilder()
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.privateState().isEmpty()) {
      message.setPrivate(ToWire.bytes(answer.privateState()));
    }
    answer.renewAt().ifPresent(instant -> message.setRenewAt(ToWire.timestamp(instant)));
    return message.build();
  }

  static CloseEphemeralResource.Response close(
      Session session, CloseEphemeralResource.Request request) {
    var diagnostics = session.close(request.getTypeName(), FromWire.bytes(request.getPrivate()));
    return CloseEphemeralResource.Response.newBuilder()
        .addAllDiagnostics(ToWire.diagnostics(diagnostics))
        .build();
  }
}
