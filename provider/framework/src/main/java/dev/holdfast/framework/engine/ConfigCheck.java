package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.resource.ClientCapabilities;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Validators;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import java.util.List;

/// Checks a configuration against the rules of its table: presence, validators and body rules, at
/// every depth. What is unknown is left for a later check.
///
/// Terraform checks presence itself before it asks; callers in this process rely on us.
final class ConfigCheck {

  private final ClientCapabilities client;
  private final Diagnostics diagnostics;

  ConfigCheck(ClientCapabilities client, Diagnostics diagnostics) {
    this.client = client;
    this.diagnostics = diagnostics;
  }

  void check(Body body, Path path, Value value) {
    if (!(value instanceof Value.Obj object)) {
      return;
    }
    for (Attribute attribute : body.attributes()) {
      attribute(attribute, path.attribute(attribute.name()), object.get(attribute.name()));
    }
    for (Block block : body.blocks()) {
      Path below = path.attribute(block.name());
      nested(block.nesting(), block.body(), below, object.get(block.name()));
    }
    body.rules().forEach(rule -> rule.check(path, object, diagnostics));
  }

  private void attribute(Attribute attribute, Path path, Value value) {
    presence(attribute, path, value);
    if (value.isNull() || value.isUnknown()) {
      return;
    }
    Validators.run(attribute, path, value, diagnostics);
    if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)) {
      nested(nesting, body, path, value);
    }
  }

  private void presence(Attribute attribute, Path path, Value value) {
    if (value.isNull()) {
      if (attribute.presence().isRequired()) {
        diagnostics.error(
            path, "Missing required argument", "The argument " + path + " must be set.");
      }
      return;
    }
    if (attribute.presence() == Presence.COMPUTED) {
      diagnostics.error(
          path,
          "Read-only attribute is set",
          "The provider decides the value of " + path + ". Remove it from the configuration.");
    }
    attribute
        .flags()
        .deprecation()
        .ifPresent(message -> diagnostics.warning(path, "Attribute is deprecated", message));
    if (attribute.flags().writeOnly() && !client.writeOnlyAttributesAllowed()) {
      diagnostics.error(
          path,
          "Write-only argument is not supported",
          "The write-only argument "
              + path
              + " needs Terraform 1.11 or newer, or OpenTofu 1.11 or newer. Use the sensitive"
              + " argument of the same purpose instead, or upgrade.");
    }
  }

  private void nested(Nesting nesting, Body body, Path path, Value value) {
    switch (nesting) {
      case SINGLE, GROUP -> check(body, path, value);
      case LIST -> list(body, path, value.parts());
      case MAP -> {
        if (value instanceof Value.MapOf(var elements)) {
          elements.forEach((key, element) -> check(body, path.key(key), element));
        }
      }
      case SET -> value.parts().forEach(element -> check(body, path.element(element), element));
    }
  }

  private void list(Body body, Path path, List<Value> elements) {
    for (int i = 0; i < elements.size(); i++) {
      check(body, path.index(i), elements.get(i));
    }
  }
}
