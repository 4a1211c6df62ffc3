package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;

/// Write-only attributes are null in every plan and state, at any depth.
final class WriteOnly {

  private final Found found;

  private WriteOnly(Found found) {
    this.found = found;
  }

  static void check(Body body, Value value, Found found) {
    new WriteOnly(found).body(body, Path.ROOT, value);
  }

  private void body(Body body, Path path, Value object) {
    if (object.isUnknown()) {
      return;
    }
    for (Attribute attribute : body.attributes()) {
      Value value = Values.attribute(object, attribute.name());
      attribute(attribute, path.attribute(attribute.name()), value);
    }
    for (Block block : body.blocks()) {
      Value value = Values.attribute(object, block.name());
      nested(block.nesting(), block.body(), path.attribute(block.name()), value);
    }
  }

  private void attribute(Attribute attribute, Path path, Value value) {
    if (value.isNull()) {
      return;
    }
    if (attribute.flags().writeOnly()) {
      found.differs(path, "is write-only, so it has to be null", "null", "(sensitive value)");
    } else if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)) {
      nested(nesting, body, path, value);
    }
  }

  private void nested(Nesting nesting, Body body, Path path, Value value) {
    switch (nesting) {
      case SINGLE, GROUP -> body(body, path, value);
      case MAP -> Parts.entries(value).forEach((key, each) -> body(body, path.key(key), each));
      case SET -> Parts.elements(value).forEach(each -> body(body, path.element(each), each));
      case LIST -> list(body, path, Parts.elements(value));
    }
  }

  private void list(Body body, Path path, List<Value> elements) {
    for (int i = 0; i < elements.size(); i++) {
      body(body, path.index(i), elements.get(i));
    }
  }
}
