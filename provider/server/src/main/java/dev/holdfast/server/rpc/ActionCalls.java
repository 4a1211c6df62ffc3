package dev.holdfast.server.rpc;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.InvokeAction;
import dev.holdfast.proto.tfplugin6.PlanAction;
import dev.holdfast.proto.tfplugin6.ValidateActionConfig;
import java.util.List;
import java.util.function.Consumer;

/// Actions.
final class ActionCalls {
  private ActionCalls() {}

  static ValidateActionConfig.Response validate(
      Session session, ValidateActionConfig.Request request) {
    var diagnostics =
        session.validate(
            new Rpc.Validate(
                Rpc.Kind.ACTION,
                request.getTypeName(),
                FromWire.value(request.getConfig()),
                ClientCapabilities.NONE));
    return ValidateActionConfig.Response.newBuilder()
        .addAllDiagnostics(ToWire.diagnostics(diagnostics))
        .build();
  }

  static PlanAction.Response plan(Session session, PlanAction.Request request) {
    Rpc.ActionPlan answer =
        session.planAction(
            request.getActionType(),
            FromWire.value(request.getConfig()),
            FromWire.client(request.getClientCapabilities()));
    var message =
        PlanAction.Response.newBuilder()
            .addAllDiagnostics(ToWire.diagnostics(answer.diagnostics()));
    answer.deferred().ifPresent(reason -> message.setDeferred(ToWire.deferred(reason)));
    return message.build();
  }

  static void invoke(
      Session session, InvokeAction.Request request, Consumer<InvokeAction.Event> events) {
    List<Diagnostic> diagnostics =
        session.invokeAction(
            request.getActionType(),
            FromWire.value(request.getConfig()),
            text -> events.accept(progress(text)));
    events.accept(completed(ToWire.diagnostics(diagnostics)));
  }

  private static InvokeAction.Event progress(String text) {
    var message = InvokeAction.Event.Progress.newBuilder().setMessage(CleanText.of(text));
    return InvokeAction.Event.newBuilder().setProgress(message).build();
  }

  static InvokeAction.Event completed(List<dev.holdfast.proto.tfplugin6.Diagnostic> diagnostics) {
    var message = InvokeAction.Event.Completed.newBuilder().addAllDiagnostics(diagnostics);
    return InvokeAction.Event.newBuilder().setCompleted(message).build();
  }
}
