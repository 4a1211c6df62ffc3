package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Words;
import java.util.Optional;

/// The type at some depth of an attribute, together with the table that describes it there and
/// whether its values may be shown.
record Shape(Type type, Optional<Body> body, boolean secret) {

  static Shape of(Attribute attribute) {
    return of(attribute, false);
  }

  private static Shape of(Attribute attribute, boolean secret) {
    Optional<Body> body =
        attribute.type() instanceof AttributeType.Nested(_, Body nested)
            ? Optional.of(nested)
            : Optional.empty();
    boolean own = attribute.flags().sensitive() || attribute.flags().writeOnly();
    return new Shape(attribute.type().type(), body, secret || own);
  }

  /// The shape of one attribute of this object.
  Shape attribute(String name, Type declared) {
    return body.flatMap(table -> table.attribute(name))
        .map(found -> of(found, secret))
        .orElse(new Shape(declared, Optional.empty(), secret));
  }

  /// The shape of an element, or of the content of a dynamic value.
  Shape of(Type part) {
    return new Shape(part, body, secret);
  }

  /// The value as text, unless anything in it is sensitive.
  String show(Value value) {
    boolean hide = secret || body.map(Shape::hasSecrets).orElse(false);
    return hide && !value.isNull() && !value.isUnknown() ? "(sensitive value)" : Words.of(value);
  }

  static boolean hasSecrets(Body body) {
    return body.attributes().stream().anyMatch(Shape::isSecret)
        || body.blocks().stream().anyMatch(block -> hasSecrets(block.body()));
  }

  private static boolean isSecret(Attribute attribute) {
    boolean within =
        attribute.type() instanceof AttributeType.Nested(_, Body nested) && hasSecrets(nested);
    return within || attribute.flags().sensitive() || attribute.flags().writeOnly();
  }
}
