package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.ReadDataSource;
import dev.holdfast.proto.tfplugin6.ValidateDataResourceConfig;

/// Data sources.
final class DataSourceCalls {
  private DataSourceCalls() {}

  static ValidateDataResourceConfig.Response validate(
      Session session, ValidateDataResourceConfig.Request request) {
    var diagnostics =
        session.validate(
            new Rpc.Validate(
                Rpc.Kind.DATA_SOURCE,
                request.getTypeName(),
                FromWire.value(request.getConfig()),
                ClientCapabilities.NONE));
    return ValidateDataResourceConfig.Response.newBuilder()
        .addAllDiagnostics(ToWire.diagnostics(diagnostics))
        .build();
  }

  static ReadDataSource.Response read(Session session, ReadDataSource.Request request) {
    Rpc.DataAnswer answer =
        session.readData(
            request.getTypeName(),
            FromWire.value(request.getConfig()),
            FromWire.client(request.getClientCapabilities()));
    var message =
        ReadDataSource.Response.newBuilder()
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.state().isAbsent()) {
      message.setState(ToWire.value(answer.state()));
    }
    answer.deferred().ifPresent(reason -> message.setDeferred(ToWire.deferred(reason)));
    return message.build();
  }
}
