package dev.holdfast.framework.engine;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Path;

/// Looks attributes up by path.
final class Tables {

  private Tables() {}

  /// The attribute that the path's last attribute step names.
  static Attribute at(Schema schema, Path path) {
    Body body = schema.body();
    Attribute found = body.attributes().getFirst();
    for (Path.Step step : path.steps()) {
      if (step instanceof Path.Step.Attribute(String name)) {
        found = body.attribute(name).orElseThrow();
        body = found.type() instanceof AttributeType.Nested nested ? nested.body() : body;
      }
    }
    return found;
  }

  /// Whether a nested attribute is optional and computed. Terraform takes its value for one that
  /// the configuration gave and took away again as soon as it holds an optional attribute
  /// (`ProposedNew`), so such a table need not converge; managed presence is the cure.
  static boolean holdsOptionalComputedBody(Body body) {
    return body.attributes().stream()
        .anyMatch(attribute ->
            attribute.type() instanceof AttributeType.Nested nested
                && (attribute.presence() == Presence.OPTIONAL_COMPUTED
                    || holdsOptionalComputedBody(nested.body())));
  }
}
