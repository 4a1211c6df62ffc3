package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.proto.tfplugin6.GenerateResourceConfig;
import dev.holdfast.proto.tfplugin6.ImportResourceState;
import dev.holdfast.proto.tfplugin6.MoveResourceState;
import dev.holdfast.proto.tfplugin6.UpgradeResourceIdentity;
import dev.holdfast.proto.tfplugin6.UpgradeResourceState;

/// How a managed resource comes to us from elsewhere: from an older version, another type, or the
/// world.
final class AdoptionCalls {
  private AdoptionCalls() {}

  static UpgradeResourceState.Response upgradeState(
      Session session, UpgradeResourceState.Request request) {
    Rpc.Upgraded answer =
        session.upgradeState(
            new Rpc.Upgrade(
                request.getTypeName(),
                request.getVersion(),
                FromWire.state(request.getRawState())));
    var message =
        UpgradeResourceState.Response.newBuilder()
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.value().isAbsent()) {
      message.setUpgradedState(ToWire.value(answer.value()));
    }
    return message.build();
  }

  static UpgradeResourceIdentity.Response upgradeIdentity(
      Session session, UpgradeResourceIdentity.Request request) {
    Rpc.Upgraded answer =
        session.upgradeIdentity(
            new Rpc.Upgrade(
                request.getTypeName(),
                request.getVersion(),
                FromWire.state(request.getRawIdentity())));
    var message =
        UpgradeResourceIdentity.Response.newBuilder()
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.value().isAbsent()) {
      message.setUpgradedIdentity(ToWire.identity(answer.value()));
    }
    return message.build();
  }

  static ImportResourceState.Response importState(
      Session session, ImportResourceState.Request request) {
    Rpc.ImportAnswer answer =
        session.importState(
            new Rpc.Import(
                request.getTypeName(),
                request.getId(),
                FromWire.identity(request.getIdentity()),
                FromWire.client(request.getClientCapabilities())));
    var message =
        ImportResourceState.Response.newBuilder()
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    answer.objects().forEach(object -> message.addImportedResources(written(object)));
    answer.deferred().ifPresent(reason -> message.setDeferred(ToWire.deferred(reason)));
    return message.build();
  }

  private static ImportResourceState.ImportedResource written(Rpc.ImportedObject object) {
    var message =
        ImportResourceState.ImportedResource.newBuilder()
            .setTypeName(object.typeName())
            .setState(ToWire.value(object.state()))
            .setPrivate(ToWire.bytes(object.privateState()));
    if (!object.identity().isAbsent()) {
      message.setIdentity(ToWire.identity(object.identity()));
    }
    return message.build();
  }

  static MoveResourceState.Response moveState(Session session, MoveResourceState.Request request) {
    return written(session.moveState(read(request)));
  }

  private static Rpc.Move read(MoveResourceState.Request request) {
    return new Rpc.Move(
        request.getSourceProviderAddress(),
        request.getSourceTypeName(),
        request.getSourceSchemaVersion(),
        FromWire.state(request.getSourceState()),
        FromWire.bytes(request.getSourcePrivate()),
        FromWire.state(request.getSourceIdentity()),
        request.getSourceIdentitySchemaVersion(),
        request.getTargetTypeName());
  }

  private static MoveResourceState.Response written(Rpc.MoveAnswer answer) {
    var message =
        MoveResourceState.Response.newBuilder()
            .setTargetPrivate(ToWire.bytes(answer.privateState()))
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.state().isAbsent()) {
      message.setTargetState(ToWire.value(answer.state()));
    }
    if (!answer.identity().isAbsent()) {
      message.setTargetIdentity(ToWire.identity(answer.identity()));
    }
    return message.build();
  }

  static GenerateResourceConfig.Response generateConfig(
      Session session, GenerateResourceConfig.Request request) {
    Rpc.Generated answer =
        session.generateConfig(request.getTypeName(), FromWire.value(request.getState()));
    var message =
        GenerateResourceConfig.Response.newBuilder()
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.config().isAbsent()) {
      message.setConfig(ToWire.value(answer.config()));
    }
    return message.build();
  }
}
