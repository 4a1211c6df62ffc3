package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Optional;

/// Answers `ReadResource`: the object as it is now, in the spelling of the state; null when gone.
final class ResourceReading<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  ResourceReading(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  Rpc.ReadAnswer read(Rpc.Read request) {
    return calls.run(
        "ReadResource",
        request.typeName(),
        exchange -> read(exchange, request),
        diagnostics ->
            new Rpc.ReadAnswer(
                request.state(),
                request.privateState(),
                request.identity(),
                Optional.empty(),
                diagnostics));
  }

  private Rpc.ReadAnswer read(Exchange<D> exchange, Rpc.Read request) {
    Resource<D> resource = catalog.resource(request.typeName());
    Shape shape = catalog.shape(resource);
    var deferral = exchange.deferral(request.client());
    if (deferral.isPresent()) {
      return new Rpc.ReadAnswer(
          request.state(),
          request.privateState(),
          request.identity(),
          deferral,
          exchange.diagnostics().all());
    }
    Call<D> call = exchange.call(request.client());
    Value.Obj state = Wire.readObject(shape.type(), request.state(), "state");
    exchange.secrets().learn(shape.body(), state);
    Identities identities = Identities.of(resource, exchange.diagnostics());
    Envelope kept = Envelope.decode(request.privateState());
    Outcome outcome =
        resource.read(
            call,
            new Resource.Read(
                state,
                identities.read(request.identity()),
                kept.entries(),
                kept.managed(),
                kept.mark() == ImportMark.UNREAD));
    if (outcome.state().isEmpty() && !exchange.diagnostics().hasErrors()) {
      return gone(exchange, shape);
    }
    Value found = found(exchange, shape, state, outcome);
    return new Rpc.ReadAnswer(
        Wire.write(shape.type(), found),
        privateBytes(kept, outcome),
        identities.afterRead(request.identity(), outcome.identity()),
        Optional.empty(),
        exchange.diagnostics().all());
  }

  private static Bytes privateBytes(Envelope kept, Outcome outcome) {
    return outcome.state().isPresent()
        ? Envelope.ofState(kept.managed(), outcome.privateState(), kept.mark().afterRead())
        : Envelope.ofState(kept.managed(), kept.entries(), kept.mark());
  }

  private static Rpc.ReadAnswer gone(Exchange<?> exchange, Shape shape) {
    return new Rpc.ReadAnswer(
        Wire.write(shape.type(), Values.NULL),
        Bytes.EMPTY,
        DynamicValue.NONE,
        Optional.empty(),
        exchange.diagnostics().all());
  }

  /// What was found; what the state says where the read failed.
  private static Value found(Exchange<?> exchange, Shape shape, Value.Obj state, Outcome outcome) {
    Value actual = outcome.state().isPresent() ? outcome.state().get() : state;
    Value stripped = AttributePlanner.withoutWriteOnly(shape.body(), actual);
    Conformance.Fitted conforming = Conform.known(shape, stripped);
    Checks.misfits(conforming, "refreshed state", exchange.diagnostics());
    return Spelling.kept(shape.body(), state, conforming.value());
  }
}
