package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.codec.PrivateStateCodec.Kept;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;

/// Answers `ApplyResourceChange`: create, update or delete, then checks what came of it.
///
/// Terraform compares the result with the plan only where the answer holds no error
/// (`NodeAbstractResourceInstance.apply`), and stores the state of an answer with errors. So a
/// result that breaks the plan is sent as it is, together with our own error: the user reads that
/// one only and the state is true.
final class ResourceApplying<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  ResourceApplying(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  /// The change to carry out, decoded.
  private record Change<D>(
      Resource<D> resource,
      Shape shape,
      Value prior,
      Value planned,
      Value config,
      Envelope kept,
      DynamicValue identity) {}

  Rpc.ApplyAnswer apply(Rpc.Apply request) {
    return calls.run(
        "ApplyResourceChange",
        request.typeName(),
        exchange -> apply(exchange, decode(exchange, request)),
        // Nothing was done: what the state says stays true.
        diagnostics ->
            new Rpc.ApplyAnswer(request.prior(), stored(request), request.identity(), diagnostics));
  }

  private static Bytes stored(Rpc.Apply request) {
    Kept existing = Envelope.decode(request.privateState()).existing();
    return request.prior().isAbsent()
        ? Bytes.EMPTY
        : Envelope.ofState(existing.managed(), existing.entries());
  }

  private Change<D> decode(Exchange<D> exchange, Rpc.Apply request) {
    Resource<D> resource = catalog.resource(request.typeName());
    Shape shape = catalog.shape(resource);
    var change =
        new Change<>(
            resource,
            shape,
            Wire.read(shape.type(), request.prior(), "prior state"),
            Wire.read(shape.type(), request.planned(), "planned state"),
            Wire.read(shape.type(), request.config(), "configuration"),
            Envelope.decode(request.privateState()),
            request.identity());
    exchange.secrets().learn(shape.body(), change.prior);
    exchange.secrets().learn(shape.body(), change.planned);
    exchange.secrets().learn(shape.body(), change.config);
    return change;
  }

  private Rpc.ApplyAnswer apply(Exchange<D> exchange, Change<D> change) {
    Call<D> call = exchange.call(ClientCapabilities.NONE);
    if (!(change.planned instanceof Value.Obj plan)) {
      return delete(exchange, call, change);
    }
    Value.Obj config = Values.object(change.config).orElse(plan);
    return change.prior instanceof Value.Obj prior
        ? update(exchange, call, change, prior, plan, config)
        : create(exchange, call, change, plan, config);
  }

  private Rpc.ApplyAnswer create(
      Exchange<D> exchange, Call<D> call, Change<D> change, Value.Obj plan, Value.Obj config) {
    Kept kept = change.kept.kept();
    var request = new Resource.Create(plan, config, kept.entries(), kept.managed());
    Outcome outcome =
        exchange.attempt(() -> change.resource.create(call, request)).orElse(Outcome.GONE);
    if (outcome.state().isEmpty()) {
      missing(exchange, change, "create");
      return answer(exchange, change, Values.NULL, ManagedPaths.NONE, Outcome.GONE);
    }
    Value state = result(exchange, change, outcome);
    return answer(exchange, change, state, kept.managed(), outcome);
  }

  private Rpc.ApplyAnswer update(
      Exchange<D> exchange,
      Call<D> call,
      Change<D> change,
      Value.Obj prior,
      Value.Obj plan,
      Value.Obj config) {
    ManagedPaths before = change.kept.earlier().managed();
    ManagedPaths managed = change.kept.managed();
    PrivateState entries = change.kept.entries();
    var request = new Resource.Update(prior, plan, config, entries, before, managed);
    Outcome outcome =
        exchange.attempt(() -> change.resource.update(call, request)).orElse(Outcome.GONE);
    ManagedPaths either = Management.either(before, managed);
    if (outcome.state().isEmpty()) {
      missing(exchange, change, "update");
      return answer(exchange, change, prior, either, Outcome.of(prior, entries));
    }
    Value state = result(exchange, change, outcome);
    boolean failed = exchange.diagnostics().hasErrors();
    return answer(exchange, change, state, failed ? either : managed, outcome);
  }

  private Rpc.ApplyAnswer delete(Exchange<D> exchange, Call<D> call, Change<D> change) {
    if (!(change.prior instanceof Value.Obj prior)) {
      return answer(exchange, change, Values.NULL, ManagedPaths.NONE, Outcome.GONE);
    }
    Kept kept = change.kept.existing();
    var request = new Resource.Delete(prior, kept.entries(), kept.managed());
    Outcome outcome =
        exchange
            .attempt(() -> change.resource.delete(call, request))
            .orElseGet(() -> Outcome.of(prior, kept.entries()));
    if (outcome.state().isEmpty()) {
      return answer(exchange, change, Values.NULL, ManagedPaths.NONE, outcome);
    }
    if (!exchange.diagnostics().hasErrors()) {
      exchange
          .diagnostics()
          .error(
              "Unable to delete " + change.resource.typeName(),
              "The provider reported no error, but the object is still there. This is a bug in the"
                  + " provider.");
    }
    Value state = conforming(exchange, change.shape, outcome);
    return answer(exchange, change, state, kept.managed(), outcome);
  }

  private static void missing(Exchange<?> exchange, Change<?> change, String verb) {
    if (!exchange.diagnostics().hasErrors()) {
      exchange
          .diagnostics()
          .error(
              "Missing state after " + verb,
              "The provider reported success for "
                  + change.resource.typeName()
                  + " but returned no state. This is a bug in the provider.");
    }
  }

  /// What came out, in the spelling of the plan, checked against it. A failure in an author's
  /// equality must not lose the object that was just made.
  private static Value result(Exchange<?> exchange, Change<?> change, Outcome outcome) {
    Value conforming = conforming(exchange, change.shape, outcome);
    return exchange.attempt(() -> checked(exchange, change, conforming)).orElse(conforming);
  }

  private static Value checked(Exchange<?> exchange, Change<?> change, Value conforming) {
    Value spelled = Spelling.kept(change.shape.body(), change.planned, conforming);
    if (exchange.diagnostics().hasErrors()) {
      return spelled;
    }
    ManagedPaths before = change.kept.earlier().managed();
    Value state = Management.untouched(change.shape.body(), before, change.planned, spelled);
    Checks.applied(change.shape, change.planned, state, exchange.diagnostics());
    return state;
  }

  private static Value conforming(Exchange<?> exchange, Shape shape, Outcome outcome) {
    Value actual = outcome.state().map(state -> (Value) state).orElse(Values.NULL);
    Value stripped = AttributePlanner.withoutWriteOnly(shape.body(), actual);
    Conformance.Fitted conforming = Conform.known(shape, stripped);
    Checks.misfits(conforming, "result of the apply", exchange.diagnostics());
    return conforming.value();
  }

  private Rpc.ApplyAnswer answer(
      Exchange<D> exchange, Change<D> change, Value state, ManagedPaths managed, Outcome outcome) {
    DynamicValue identity =
        state.isNull() ? DynamicValue.NONE : identity(exchange, change, outcome);
    Bytes bytes = state.isNull() ? Bytes.EMPTY : Envelope.ofState(managed, outcome.privateState());
    return new Rpc.ApplyAnswer(
        Wire.write(change.shape.type(), state), bytes, identity, exchange.diagnostics().all());
  }

  private static DynamicValue identity(Exchange<?> exchange, Change<?> change, Outcome outcome) {
    Identities identities = Identities.of(change.resource, exchange.diagnostics());
    boolean created = change.prior.isNull();
    return exchange
        .attempt(() -> identities.afterApply(change.identity, outcome.identity(), created))
        .orElse(DynamicValue.NONE);
  }
}
