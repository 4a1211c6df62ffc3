package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.Bytes;
import dev.holdfast.framework.codec.CodecException;
import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.codec.JsonValues;
import dev.holdfast.framework.resource.Identified;
import dev.holdfast.framework.resource.Identified.IdentityUpgrade;
import dev.holdfast.framework.resource.Resource;
import dev.holdfast.framework.resource.StateUpgrading;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.Map;
import java.util.Optional;

/// Answers `UpgradeResourceState` and `UpgradeResourceIdentity`.
///
/// Terraform asks for every object of every plan, also where the version is the current one: that
/// way is one pass over the JSON. Attributes that the schema no longer has are dropped silently.
final class Upgrades<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  Upgrades(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  Rpc.Upgraded state(Rpc.Upgrade request) {
    return calls.run(
        "UpgradeResourceState",
        request.typeName(),
        exchange -> state(exchange, request),
        diagnostics -> new Rpc.Upgraded(DynamicValue.NONE, diagnostics));
  }

  private Rpc.Upgraded state(Exchange<D> exchange, Rpc.Upgrade request) {
    Resource<D> resource = catalog.resource(request.typeName());
    Shape shape = catalog.shape(resource);
    long current = shape.schema().version();
    if (request.version() == current) {
      return upgraded(exchange, shape.type(), stored(shape.type(), request.json(), "state"));
    }
    StateUpgrading.Upgrader upgrader =
        find(
            "state",
            request,
            current,
            resource instanceof StateUpgrading upgrading ? upgrading.upgraders() : Map.of());
    Value old = stored(upgrader.from().type(), request.json(), "state");
    exchange.secrets().learn(upgrader.from().body(), old);
    Value changed =
        old instanceof Value.Obj object
            ? upgrader.upgrade().upgrade(object, exchange.diagnostics())
            : old;
    Conformance.Fitted conforming = Conform.known(shape, changed);
    Checks.misfits(conforming, "upgraded state", exchange.diagnostics());
    Value stripped = AttributePlanner.withoutWriteOnly(shape.body(), conforming.value());
    return upgraded(exchange, shape.type(), stripped);
  }

  Rpc.Upgraded identity(Rpc.Upgrade request) {
    return calls.run(
        "UpgradeResourceIdentity",
        request.typeName(),
        exchange -> identity(exchange, request),
        diagnostics -> new Rpc.Upgraded(DynamicValue.NONE, diagnostics));
  }

  private Rpc.Upgraded identity(Exchange<D> exchange, Rpc.Upgrade request) {
    if (!(catalog.resource(request.typeName()) instanceof Identified identified)) {
      throw new RefusedException(
          "Unable to upgrade the identity", request.typeName() + " has no identity.");
    }
    long current = identified.identitySchema().version();
    Type.Obj type = Identities.type(identified.identitySchema());
    if (request.version() == current) {
      return upgraded(exchange, type, stored(type, request.json(), "identity"));
    }
    IdentityUpgrade upgrade = find("identity", request, current, identified.identityUpgraders());
    Value old = decode(() -> JsonValues.decodeUntyped(request.json()), "identity");
    Conformance.Fitted conforming =
        Conformance.fitKnown(type, upgrade.upgrade(old, exchange.diagnostics()));
    Checks.misfits(conforming, "upgraded identity", exchange.diagnostics());
    return upgraded(exchange, type, conforming.value());
  }

  private static Rpc.Upgraded upgraded(Exchange<?> exchange, Type type, Value value) {
    return new Rpc.Upgraded(Wire.write(type, value), exchange.diagnostics().all());
  }

  private static <T> T find(String what, Rpc.Upgrade request, long current, Map<Long, T> known) {
    if (request.version() > current) {
      throw new RefusedException(
          "Unable to use the " + what,
          ("The %s of %s was written by a newer provider (schema version %d, this one knows"
                  + " %d). Use that provider version or a newer one.")
              .formatted(what, request.typeName(), request.version(), current));
    }
    return Optional.ofNullable(known.get(request.version()))
        .orElseThrow(() ->
            new RefusedException(
                "Unable to upgrade the " + what,
                ("This provider version cannot upgrade the %s of %s from schema version %d to %d."
                        + " Apply once with a provider version in between.")
                    .formatted(what, request.typeName(), request.version(), current)));
  }

  static Value stored(Type type, Bytes json, String what) {
    return decode(() -> JsonValues.decodeLenient(type, json), what);
  }

  static Value decode(java.util.function.Supplier<Value> decoder, String what) {
    try {
      return decoder.get();
    } catch (CodecException e) {
      throw new RefusedException(
          "Unable to read the " + what,
          "The stored " + what + " does not fit its schema version: " + e.getMessage() + ".");
    }
  }
}
