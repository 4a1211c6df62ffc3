package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.Deferral;
import dev.holdfast.framework.resource.EphemeralResource;
import dev.holdfast.framework.resource.EphemeralResource.Opened;
import dev.holdfast.framework.resource.EphemeralResource.Renewed;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Optional;

/// Answers `OpenEphemeralResource`, `RenewEphemeralResource` and `CloseEphemeralResource`.
final class Ephemerals<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  Ephemerals(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  Rpc.Opened open(String typeName, DynamicValue config, ClientCapabilities client) {
    return calls.run(
        "OpenEphemeralResource",
        typeName,
        exchange -> open(exchange, catalog.ephemeral(typeName), config, client),
        diagnostics ->
            new Rpc.Opened(
                DynamicValue.NONE, Bytes.EMPTY, Optional.empty(), Optional.empty(), diagnostics));
  }

  private Rpc.Opened open(
      Exchange<D> exchange,
      EphemeralResource<D> resource,
      DynamicValue sent,
      ClientCapabilities client) {
    Shape shape = catalog.shape(resource);
    Value.Obj config = Wire.readObject(shape.type(), sent, "configuration");
    exchange.secrets().learn(shape.body(), config);
    Optional<Deferral> deferral = exchange.deferral(client);
    if (deferral.isPresent()) {
      return deferred(exchange, shape, deferral);
    }
    Opened opened = resource.open(exchange.call(client), config);
    if (opened.deferred().isPresent()) {
      Deferrals.check(exchange, client);
      return deferred(exchange, shape, opened.deferred());
    }
    Value value =
        Results.complete(
            exchange, shape, config, opened.value(), "ephemeral resource", resource.typeName());
    return new Rpc.Opened(
        Wire.write(shape.type(), value),
        bytes(opened.privateState()),
        opened.renewAt(),
        Optional.empty(),
        exchange.diagnostics().all());
  }

  private static Rpc.Opened deferred(
      Exchange<?> exchange, Shape shape, Optional<Deferral> deferral) {
    return new Rpc.Opened(
        Wire.write(shape.type(), Values.UNKNOWN),
        Bytes.EMPTY,
        Optional.empty(),
        deferral,
        exchange.diagnostics().all());
  }

  Rpc.Renewed renew(String typeName, Bytes privateState) {
    return calls.run(
        "RenewEphemeralResource",
        typeName,
        exchange -> {
          EphemeralResource<D> resource = catalog.ephemeral(typeName);
          Renewed renewed =
              resource.renew(exchange.call(ClientCapabilities.NONE), entries(privateState));
          return new Rpc.Renewed(
              bytes(renewed.privateState()), renewed.renewAt(), exchange.diagnostics().all());
        },
        diagnostics -> new Rpc.Renewed(privateState, Optional.empty(), diagnostics));
  }

  List<Diagnostic> close(String typeName, Bytes privateState) {
    return calls.run(
        "CloseEphemeralResource",
        typeName,
        exchange -> {
          EphemeralResource<D> resource = catalog.ephemeral(typeName);
          resource.close(exchange.call(ClientCapabilities.NONE), entries(privateState));
          return exchange.diagnostics().all();
        },
        diagnostics -> diagnostics);
  }

  private static Bytes bytes(PrivateState entries) {
    return Envelope.ofState(ManagedPaths.NONE, entries);
  }

  private static PrivateState entries(Bytes bytes) {
    return Envelope.decode(bytes).entries();
  }
}
