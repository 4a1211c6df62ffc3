package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.proto.tfplugin6.ApplyResourceChange;
import dev.holdfast.proto.tfplugin6.PlanResourceChange;
import dev.holdfast.proto.tfplugin6.ReadResource;
import dev.holdfast.proto.tfplugin6.ValidateResourceConfig;

/// The life of a managed resource: validate, read, plan, apply.
final class ResourceCalls {
  private ResourceCalls() {}

  static ValidateResourceConfig.Response validate(
      Session session, ValidateResourceConfig.Request request) {
    var diagnostics =
        session.validate(
            new Rpc.Validate(
                Rpc.Kind.RESOURCE,
                request.getTypeName(),
                FromWire.value(request.getConfig()),
                FromWire.client(request.getClientCapabilities())));
    return ValidateResourceConfig.Response.newBuilder()
        .addAllDiagnostics(ToWire.diagnostics(diagnostics))
        .build();
  }

  static ReadResource.Response read(Session session, ReadResource.Request request) {
    Rpc.ReadAnswer answer =
        session.read(
            new Rpc.Read(
                request.getTypeName(),
                FromWire.value(request.getCurrentState()),
                FromWire.bytes(request.getPrivate()),
                FromWire.identity(request.getCurrentIdentity()),
                FromWire.client(request.getClientCapabilities())));
    return written(answer);
  }

  private static ReadResource.Response written(Rpc.ReadAnswer answer) {
    var message =
        ReadResource.Response.newBuilder()
            .setPrivate(ToWire.bytes(answer.privateState()))
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.state().isAbsent()) {
      message.setNewState(ToWire.value(answer.state()));
    }
    if (!answer.identity().isAbsent()) {
      message.setNewIdentity(ToWire.identity(answer.identity()));
    }
    answer.deferred().ifPresent(reason -> message.setDeferred(ToWire.deferred(reason)));
    return message.build();
  }

  static PlanResourceChange.Response plan(Session session, PlanResourceChange.Request request) {
    Rpc.PlanAnswer answer =
        session.plan(
            new Rpc.Plan(
                request.getTypeName(),
                FromWire.value(request.getPriorState()),
                FromWire.value(request.getProposedNewState()),
                FromWire.value(request.getConfig()),
                FromWire.bytes(request.getPriorPrivate()),
                FromWire.identity(request.getPriorIdentity()),
                FromWire.client(request.getClientCapabilities())));
    return written(answer);
  }

  private static PlanResourceChange.Response written(Rpc.PlanAnswer answer) {
    var message =
        PlanResourceChange.Response.newBuilder()
            .addAllRequiresReplace(ToWire.paths(answer.requiresReplace()))
            .setPlannedPrivate(ToWire.bytes(answer.privateState()))
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.planned().isAbsent()) {
      message.setPlannedState(ToWire.value(answer.planned()));
    }
    if (!answer.identity().isAbsent()) {
      message.setPlannedIdentity(ToWire.identity(answer.identity()));
    }
    answer.deferred().ifPresent(reason -> message.setDeferred(ToWire.deferred(reason)));
    return message.build();
  }

  static ApplyResourceChange.Response apply(Session session, ApplyResourceChange.Request request) {
    Rpc.ApplyAnswer answer =
        session.apply(
            new Rpc.Apply(
                request.getTypeName(),
                FromWire.value(request.getPriorState()),
                FromWire.value(request.getPlannedState()),
                FromWire.value(request.getConfig()),
                FromWire.bytes(request.getPlannedPrivate()),
                FromWire.identity(request.getPlannedIdentity())));
    return written(answer);
  }

  private static ApplyResourceChange.Response written(Rpc.ApplyAnswer answer) {
    var message =
        ApplyResourceChange.Response.newBuilder()
            .setPrivate(ToWire.bytes(answer.privateState()))
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    if (!answer.state().isAbsent()) {
      message.setNewState(ToWire.value(answer.state()));
    }
    if (!answer.identity().isAbsent()) {
      message.setNewIdentity(ToWire.identity(answer.identity()));
    }
    return message.build();
  }
}
