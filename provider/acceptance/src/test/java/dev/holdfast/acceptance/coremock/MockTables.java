package dev.holdfast.acceptance.coremock;

import dev.holdfast.acceptance.coremock.MockAttribute.Kind;
import dev.holdfast.acceptance.coremock.MockSchema.MockBlock;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.PlanModifier;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.schema.Validator;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns descriptions of types into attribute tables.
final class MockTables {

  private MockTables() {}

  static Schema resource(MockSchema type) {
    Attribute id =
        Attribute.optionalComputed("id", Type.STRING, "Names the object; made up if not given.")
            .unset(Unset.ON_CREATE)
            .planned(PlanModifier.requiresReplace());
    return schema(type, Optional.of(id));
  }

  static Schema dataSource(MockSchema type) {
    Attribute id = Attribute.required("id", Type.STRING, "Which object to read.");
    return schema(type.withPresence(_ -> Presence.COMPUTED), Optional.of(id));
  }

  static Schema action(MockSchema type) {
    return schema(
        type.withPresence(
            presence -> presence == Presence.REQUIRED ? Presence.REQUIRED : Presence.OPTIONAL),
        Optional.empty());
  }

  private static Schema schema(MockSchema type, Optional<Attribute> id) {
    var attributes = new ArrayList<>(attributes(type.attributes()));
    id.ifPresent(attributes::addFirst);
    var body = new Body(attributes, blocks(type.blocks()), List.of());
    return new Schema(0, body, "A type that a description file declares.", Optional.empty());
  }

  private static List<Attribute> attributes(Map<String, MockAttribute> described) {
    return described.entrySet().stream().map(e -> attribute(e.getKey(), e.getValue())).toList();
  }

  private static List<Block> blocks(Map<String, MockBlock> described) {
    return described.entrySet().stream().map(e -> block(e.getKey(), e.getValue())).toList();
  }

  private static Block block(String name, MockBlock block) {
    MockSchema content = block.content();
    var body = new Body(attributes(content.attributes()), blocks(content.blocks()), List.of());
    return Block.of(name, block.set() ? Nesting.SET : Nesting.LIST, body, "Block " + name + ".");
  }

  private static Attribute attribute(String name, MockAttribute described) {
    Attribute attribute = shape(name, described);
    if (described.presence().isComputed()) {
      attribute = attribute.unset(Unset.ON_CREATE);
    }
    if (described.kind() == Kind.INTEGER) {
      attribute = attribute.validated(new WholeNumber());
    }
    if (described.replace()) {
      attribute = attribute.planned(PlanModifier.requiresReplace());
    }
    return described.sensitive() ? attribute.sensitive() : attribute;
  }

  private static Attribute shape(String name, MockAttribute described) {
    String doc = "Attribute " + name + ".";
    return nested(described)
        .map(type -> Attribute.nested(name, type.nesting(), described.presence(), doc, type.body()))
        .orElseGet(() -> plain(name, described, doc));
  }

  private static Attribute plain(String name, MockAttribute described, String doc) {
    Type type = type(described);
    return switch (described.presence()) {
      case REQUIRED -> Attribute.required(name, type, doc);
      case OPTIONAL -> Attribute.optional(name, type, doc);
      case COMPUTED -> Attribute.computed(name, type, doc);
      case OPTIONAL_COMPUTED -> Attribute.optionalComputed(name, type, doc);
      case MANAGED -> Attribute.managed(name, type, doc);
    };
  }

  private static Optional<AttributeType.Nested> nested(MockAttribute described) {
    if (described.plain()) {
      return Optional.empty();
    }
    return switch (described.kind()) {
      case OBJECT -> Optional.of(nested(Nesting.SINGLE, described));
      case LIST -> elements(described).map(element -> nested(Nesting.LIST, element));
      case MAP -> elements(described).map(element -> nested(Nesting.MAP, element));
      case SET -> elements(described).map(element -> nested(Nesting.SET, element));
      case BOOLEAN, FLOAT, INTEGER, NUMBER, STRING -> Optional.empty();
    };
  }

  private static Optional<MockAttribute> elements(MockAttribute described) {
    return described.element().filter(element -> element.kind() == Kind.OBJECT);
  }

  private static AttributeType.Nested nested(Nesting nesting, MockAttribute object) {
    return AttributeType.Nested.of(nesting, attributes(object.object()));
  }

  /// The type of values of the attribute.
  static Type type(MockAttribute described) {
    return switch (described.kind()) {
      case BOOLEAN -> Type.BOOL;
      case FLOAT, INTEGER, NUMBER -> Type.NUMBER;
      case STRING -> Type.STRING;
      case LIST -> Type.listOf(type(described.element().orElseThrow()));
      case MAP -> Type.mapOf(type(described.element().orElseThrow()));
      case SET -> Type.setOf(type(described.element().orElseThrow()));
      case OBJECT -> objectType(described.object());
    };
  }

  private static Type.Obj objectType(Map<String, MockAttribute> attributes) {
    var types = new LinkedHashMap<String, Type>();
    attributes.forEach((name, attribute) -> types.put(name, type(attribute)));
    return Type.objectOf(types);
  }

  /// Refuses fractions in an attribute of kind integer.
  private record WholeNumber() implements Validator {
    @Override
    public void validate(Path path, Value value, Diagnostics diagnostics) {
      if (value instanceof Value.Num(var number) && number.scale() > 0) {
        diagnostics.error(
            path, "Not a whole number", number + " was given; write a number without a fraction.");
      }
    }

    @Override
    public String describe() {
      return "a whole number";
    }
  }
}
