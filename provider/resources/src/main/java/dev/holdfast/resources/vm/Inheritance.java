package dev.holdfast.resources.vm;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.tree.Trees;
import java.util.List;

/// When an unset attribute of a machine is known only after the apply.
final class Inheritance {

  private static final Path CLONE = Path.of("clone");

  private Inheritance() {}

  /// A clone inherits whatever the configuration leaves open.
  static final Unset ON_CLONE =
      (context, _) -> context.prior().isNull() && !Trees.at(context.config(), CLONE).isNull();

  /// The server assigns it when the slot is made.
  static final Unset NEW_SLOT =
      (context, path) -> {
        Path slot = new Path(path.steps().subList(0, path.steps().size() - 1));
        return Trees.at(context.prior(), slot).isNull();
      };

  /// The same attributes; those that the server may hold are unknown while a clone is made.
  static List<Attribute> inheritable(List<Attribute> attributes) {
    return attributes.stream().map(Inheritance::inheritable).toList();
  }

  private static Attribute inheritable(Attribute attribute) {
    if (attribute.presence() != Presence.MANAGED) {
      return attribute;
    }
    Attribute inherited = attribute.unset(ON_CLONE);
    return attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)
            && nesting == Nesting.SINGLE
        ? inherited.nesting(new Body(inheritable(body.attributes()), body.blocks(), body.rules()))
        : inherited;
  }

  /// Whether the slots of a device map differ between prior state and configuration.
  static boolean slotsChange(Value prior, Value config, String map) {
    Path path = Path.of(map);
    return !Trees.elements(Trees.at(prior, path))
        .keySet()
        .equals(Trees.elements(Trees.at(config, path)).keySet());
  }
}
