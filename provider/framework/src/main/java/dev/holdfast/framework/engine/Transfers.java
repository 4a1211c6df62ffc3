package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.codec.JsonValues;
import dev.holdfast.framework.resource.Importable;
import dev.holdfast.framework.resource.Importable.Imported;
import dev.holdfast.framework.resource.Importable.Target;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.Resource.Outcome;
import dev.holdfast.framework.resource.StateMoving;
import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Optional;

/// Answers `ImportResourceState` and `MoveResourceState`: objects that come from elsewhere. Nothing
/// of them is managed until a configuration has been applied.
final class Transfers<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  Transfers(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  Rpc.ImportAnswer importState(Rpc.Import request) {
    return calls.run(
        "ImportResourceState",
        request.typeName(),
        exchange -> importState(exchange, request),
        diagnostics -> new Rpc.ImportAnswer(List.of(), Optional.empty(), diagnostics));
  }

  private Rpc.ImportAnswer importState(Exchange<D> exchange, Rpc.Import request) {
    Resource<D> resource = catalog.resource(request.typeName());
    var deferral = exchange.deferral(request.client());
    if (deferral.isPresent()) {
      Shape shape = catalog.shape(resource);
      var unknown =
          new Rpc.ImportedObject(
              request.typeName(),
              Wire.write(shape.type(), Values.UNKNOWN),
              Bytes.EMPTY,
              DynamicValue.NONE);
      return new Rpc.ImportAnswer(List.of(unknown), deferral, exchange.diagnostics().all());
    }
    List<Rpc.ImportedObject> objects =
        found(exchange, resource, request).stream()
            .map(imported -> imported(exchange, imported))
            .toList();
    if (objects.isEmpty() && !exchange.diagnostics().hasErrors()) {
      exchange
          .diagnostics()
          .error(
              "Unable to import " + request.typeName(),
              "The provider found nothing to import and gave no reason. This is a bug in the"
                  + " provider.");
    }
    return new Rpc.ImportAnswer(objects, Optional.empty(), exchange.diagnostics().all());
  }

  private List<Imported> found(Exchange<D> exchange, Resource<D> resource, Rpc.Import request) {
    if (!(resource instanceof Importable<?>)) {
      throw new RefusedException(
          "Unable to import " + request.typeName(), request.typeName() + " cannot be imported.");
    }
    @SuppressWarnings("unchecked") // a Resource<D> imports for its own provider
    var importable = (Importable<D>) resource;
    Optional<Value.Obj> identity =
        Identities.of(resource, exchange.diagnostics()).read(request.identity());
    if (request.id().isEmpty() && identity.isEmpty()) {
      throw new RefusedException(
          "Unable to import " + request.typeName(), "Neither an id nor an identity was given.");
    }
    Target target =
        request.id().isEmpty()
            ? new Target.Identity(identity.orElseThrow())
            : new Target.Id(request.id());
    return importable.importState(exchange.call(request.client()), target);
  }

  private Rpc.ImportedObject imported(Exchange<D> exchange, Imported imported) {
    Resource<D> resource = catalog.resource(imported.typeName());
    Shape shape = catalog.shape(resource);
    return new Rpc.ImportedObject(
        imported.typeName(),
        Wire.write(shape.type(), known(exchange, shape, imported.state(), "imported state")),
        Envelope.ofState(ManagedPaths.NONE, imported.privateState(), ImportMark.UNREAD),
        Identities.of(resource, exchange.diagnostics()).fresh(imported.identity()));
  }

  private static Value known(Exchange<?> exchange, Shape shape, Value state, String what) {
    Value stripped = AttributePlanner.withoutWriteOnly(shape.body(), state);
    Conformance.Fitted conforming = Conform.known(shape, stripped);
    Checks.misfits(conforming, what, exchange.diagnostics());
    return conforming.value();
  }

  Rpc.MoveAnswer moveState(Rpc.Move request) {
    return calls.run(
        "MoveResourceState",
        request.targetTypeName(),
        exchange -> moveState(exchange, request),
        diagnostics ->
            new Rpc.MoveAnswer(DynamicValue.NONE, Bytes.EMPTY, DynamicValue.NONE, diagnostics));
  }

  private Rpc.MoveAnswer moveState(Exchange<D> exchange, Rpc.Move request) {
    Resource<D> resource = catalog.resource(request.targetTypeName());
    Shape shape = catalog.shape(resource);
    Outcome moved = move(exchange, resource, request);
    Value state = moved.state().map(object -> (Value) object).orElse(Values.NULL);
    PrivateState entries = moved.privateState();
    return new Rpc.MoveAnswer(
        Wire.write(shape.type(), known(exchange, shape, state, "moved state")),
        Envelope.ofState(ManagedPaths.NONE, entries),
        Identities.of(resource, exchange.diagnostics()).fresh(moved.identity()),
        exchange.diagnostics().all());
  }

  private static Outcome move(Exchange<?> exchange, Resource<?> resource, Rpc.Move request) {
    if (resource instanceof StateMoving moving) {
      StateMoving.Source source = source(request);
      for (StateMoving.Mover mover : moving.movers()) {
        Optional<Outcome> moved = mover.move(source, exchange.diagnostics());
        if (moved.isPresent() || exchange.diagnostics().hasErrors()) {
          return moved.orElse(Outcome.GONE);
        }
      }
    }
    throw new RefusedException(
        "Unable to move the resource",
        request.targetTypeName()
            + " cannot take over the state of "
            + request.sourceTypeName()
            + " from "
            + request.sourceProviderAddress()
            + ".");
  }

  private static StateMoving.Source source(Rpc.Move request) {
    return new StateMoving.Source(
        request.sourceProviderAddress(),
        request.sourceTypeName(),
        request.sourceSchemaVersion(),
        Upgrades.decode(() -> JsonValues.decodeUntyped(request.sourceState()), "state to move"),
        request.sourcePrivate().utf8(),
        request.sourceIdentity().isEmpty()
            ? Optional.empty()
            : Optional.of(
                Upgrades.decode(
                    () -> JsonValues.decodeUntyped(request.sourceIdentity()), "identity to move")));
  }
}
