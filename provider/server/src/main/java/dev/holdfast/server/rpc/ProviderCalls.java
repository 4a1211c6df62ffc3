package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.proto.tfplugin6.ConfigureProvider;
import dev.holdfast.proto.tfplugin6.StopProvider;
import dev.holdfast.proto.tfplugin6.ValidateProviderConfig;

/// Calls about the provider block, and the call to stop.
final class ProviderCalls {
  private ProviderCalls() {}

  static ValidateProviderConfig.Response validate(
      Session session, ValidateProviderConfig.Request request) {
    var diagnostics = session.validateProviderConfig(FromWire.value(request.getConfig()));
    return ValidateProviderConfig.Response.newBuilder()
        .addAllDiagnostics(ToWire.diagnostics(diagnostics))
        .build();
  }

  static ConfigureProvider.Response configure(Session session, ConfigureProvider.Request request) {
    var diagnostics =
        session.configure(
            new Rpc.Configure(
                FromWire.value(request.getConfig()),
                request.getTerraformVersion(),
                FromWire.client(request.getClientCapabilities())));
    return ConfigureProvider.Response.newBuilder()
        .addAllDiagnostics(ToWire.diagnostics(diagnostics))
        .build();
  }

  static StopProvider.Response stop(Session session) {
    session.stop();
    return StopProvider.Response.getDefaultInstance();
  }
}
