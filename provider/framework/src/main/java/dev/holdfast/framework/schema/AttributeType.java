package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Type;
import java.util.List;

/// What an attribute holds: a plain type or a nested body with attributes of its own.
public sealed interface AttributeType {

  /// The type of the values.
  Type type();

  /// A plain type.
  record Plain(Type type) implements AttributeType {}

  /// Nested attributes; `nesting` is never [Nesting#GROUP].
  record Nested(Nesting nesting, Body body) implements AttributeType {
    @Override
    public Type type() {
      return body.type(nesting);
    }

    public static Nested of(Nesting nesting, List<Attribute> attributes) {
      return new Nested(nesting, new Body(attributes));
    }
  }
}
