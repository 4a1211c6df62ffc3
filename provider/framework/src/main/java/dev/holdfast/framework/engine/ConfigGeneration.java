package dev.holdfast.framework.engine;

import dev.holdfast.framework.codec.DynamicValue;
import dev.holdfast.framework.engine.Tree.Node;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.value.Trio;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;

/// Answers `GenerateResourceConfig`: a configuration that would describe an imported object.
///
/// What a configuration cannot or should not set is left out: read-only, write-only and deprecated
/// attributes.
final class ConfigGeneration<D> {

  private final Catalog<D> catalog;
  private final Calls<D> calls;

  ConfigGeneration(Catalog<D> catalog, Calls<D> calls) {
    this.catalog = catalog;
    this.calls = calls;
  }

  Rpc.Generated generate(String typeName, DynamicValue sent) {
    return calls.run(
        "GenerateResourceConfig",
        typeName,
        exchange -> {
          Shape shape = catalog.shape(catalog.resource(typeName));
          Value state = Wire.read(shape.type(), sent, "state");
          Value config =
              Tree.map(
                  shape.body(),
                  new Trio(Values.NULL, Values.NULL, state),
                  ConfigGeneration::wanted);
          return new Rpc.Generated(Wire.write(shape.type(), config), exchange.diagnostics().all());
        },
        diagnostics -> new Rpc.Generated(DynamicValue.NONE, diagnostics));
  }

  private static Value wanted(Node node) {
    Attribute attribute = node.attribute();
    boolean leftOut =
        attribute.presence() == Presence.COMPUTED
            || attribute.flags().writeOnly()
            || attribute.flags().deprecation().isPresent();
    return leftOut ? Values.NULL : node.planned();
  }
}
