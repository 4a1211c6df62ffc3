package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Short ways to write schemas and values in tables of cases.
final class Fixtures {

  static final Value NULL = Values.NULL;
  static final Value UNKNOWN = Values.UNKNOWN;

  private Fixtures() {}

  static Value s(String text) {
    return Value.of(text);
  }

  static Value.Obj obj(String name, Value value) {
    return new Value.Obj(Map.of(name, value));
  }

  static Value.Obj obj(String name, Value value, String second, Value other) {
    return obj(name, value).with(second, other);
  }

  /// An element with a configurable name and a computed id; both may be null.
  static Value el(Value name, Value id) {
    return obj("name", name, "id", id);
  }

  static Value el(String name, String id) {
    return el(s(name), s(id));
  }

  static Value el(String name) {
    return el(s(name), NULL);
  }

  /// Elements gathered the way the nesting wants it; keys of a map are a, b, c by their place.
  static Value gathered(Nesting nesting, Value... elements) {
    return switch (nesting) {
      case SINGLE, GROUP -> elements.length == 0 ? NULL : elements[0];
      case LIST -> new Value.ListOf(List.of(elements));
      case SET -> new Value.SetOf(List.of(elements));
      case MAP -> map(elements);
    };
  }

  private static Value map(Value... elements) {
    var entries = new LinkedHashMap<String, Value>();
    for (int i = 0; i < elements.length; i++) {
      entries.put(String.valueOf((char) ('a' + i)), elements[i]);
    }
    return new Value.MapOf(entries);
  }

  static final List<Attribute> ELEMENT =
      List.of(
          Attribute.optional("name", Type.STRING, "Name."),
          Attribute.optionalComputed("id", Type.STRING, "Id."));

  static Schema schema(Attribute... attributes) {
    return Schema.of("Test.", attributes);
  }

  static Schema schema(Block block) {
    return new Schema(0, new Body(List.of(), List.of(block), List.of()), "Test.", Optional.empty());
  }

  /// A schema with one nested body called `nest`, as an optional attribute or as a block.
  static Schema nest(Nesting nesting, boolean block) {
    return block
        ? schema(Block.of("nest", nesting, new Body(ELEMENT), "Nest."))
        : schema(Attribute.nested("nest", nesting, Presence.OPTIONAL, "Nest.", ELEMENT));
  }

  static Attribute plain(Presence presence) {
    return switch (presence) {
      case REQUIRED -> Attribute.required("a", Type.STRING, "A.");
      case OPTIONAL -> Attribute.optional("a", Type.STRING, "A.");
      case COMPUTED -> Attribute.computed("a", Type.STRING, "A.");
      case OPTIONAL_COMPUTED -> Attribute.optionalComputed("a", Type.STRING, "A.");
      case MANAGED -> Attribute.managed("a", Type.STRING, "A.");
    };
  }
}
