package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.Rpc;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.proto.tfplugin6.ListResource;
import dev.holdfast.proto.tfplugin6.ValidateListResourceConfig;
import java.util.function.Consumer;

/// List resources.
final class ListCalls {
  private ListCalls() {}

  static ValidateListResourceConfig.Response validate(
      Session session, ValidateListResourceConfig.Request request) {
    var diagnostics =
        session.validate(
            new Rpc.Validate(
                Rpc.Kind.LIST_RESOURCE,
                request.getTypeName(),
                FromWire.value(request.getConfig()),
                ClientCapabilities.NONE));
    return ValidateListResourceConfig.Response.newBuilder()
        .addAllDiagnostics(ToWire.diagnostics(diagnostics))
        .build();
  }

  static void list(
      Session session, ListResource.Request request, Consumer<ListResource.Event> events) {
    session.list(
        new Rpc.ListQuery(
            request.getTypeName(),
            FromWire.value(request.getConfig()),
            request.getIncludeResourceObject(),
            request.getLimit()),
        found -> events.accept(written(found)));
  }

  private static ListResource.Event written(Rpc.ListEvent found) {
    var message =
        ListResource.Event.newBuilder()
            .setDisplayName(CleanText.of(found.displayName()))
            .addAllDiagnostic(ToWire.diagnostics(found.diagnostics()));
    if (!found.identity().isAbsent()) {
      message.setIdentity(ToWire.identity(found.identity()));
    }
    if (!found.object().isAbsent()) {
      message.setResourceObject(ToWire.value(found.object()));
    }
    return message.build();
  }
}
