package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.ListResource;
import dev.holdfast.framework.resource.ListResource.Found;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Answers `ListResource`: a stream of objects that exist on the server.
///
/// Diagnostics of the call as a whole are the last event. Once the limit is reached the author's
/// call is cancelled and what it still finds is dropped.
final class Listing<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  Listing(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  void list(Rpc.ListQuery query, Consumer<Rpc.ListEvent> events) {
    List<Diagnostic> all =
        calls.run(
            "ListResource",
            query.typeName(),
            exchange -> list(exchange, query, events),
            diagnostics -> diagnostics);
    if (!all.isEmpty()) {
      events.accept(new Rpc.ListEvent(DynamicValue.NONE, "", DynamicValue.NONE, all));
    }
  }

  private List<Diagnostic> list(
      Exchange<D> exchange, Rpc.ListQuery query, Consumer<Rpc.ListEvent> events) {
    ListResource<D> list = catalog.list(query.typeName());
    Resource<D> resource = catalog.resource(query.typeName());
    Shape shape = catalog.shape(list);
    Value.Obj config = Wire.readObject(shape.type(), query.config(), "query");
    exchange.secrets().learn(shape.body(), config);
    long limit = query.limit() > 0 ? query.limit() : Long.MAX_VALUE;
    var count = new AtomicLong();
    list.list(
        exchange.call(ClientCapabilities.NONE),
        new ListResource.Query(config, query.includeObject(), limit),
        found -> {
          long number = count.incrementAndGet();
          if (number <= limit) {
            events.accept(event(exchange, resource, query, found));
          }
          if (number >= limit) {
            exchange.cancellation().cancel();
          }
        });
    return exchange.diagnostics().all();
  }

  private Rpc.ListEvent event(
      Exchange<D> exchange, Resource<D> resource, Rpc.ListQuery query, Found found) {
    var own = new Diagnostics();
    own.addAll(found.diagnostics());
    DynamicValue identity = Identities.of(resource, own).fresh(Optional.of(found.identity()));
    return new Rpc.ListEvent(
        identity, found.displayName(), object(exchange, resource, query, found, own), own.all());
  }

  private DynamicValue object(
      Exchange<D> exchange,
      Resource<D> resource,
      Rpc.ListQuery query,
      Found found,
      Diagnostics own) {
    if (!query.includeObject() || found.object().isEmpty()) {
      return DynamicValue.NONE;
    }
    Shape shape = catalog.shape(resource);
    Value object = found.object().map(one -> (Value) one).orElse(Values.NULL);
    exchange.secrets().learn(shape.body(), object);
    Conformance.Fitted conforming =
        Conform.known(shape, AttributePlanner.withoutWriteOnly(shape.body(), object));
    Checks.misfits(conforming, "listed object", own);
    return Wire.write(shape.type(), conforming.value());
  }
}
