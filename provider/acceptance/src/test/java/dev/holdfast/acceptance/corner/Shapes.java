package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.schema.Unset;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `corner_shapes`: every type and every nesting, plain, nested and as blocks.
record Shapes() implements Stored {

  private static final Schema SCHEMA =
      new Schema(
          0,
          new Body(
              Stream.of(plain(), nested()).flatMap(List::stream).toList(), blocks(), List.of()),
          "Every type and every nesting.",
          Optional.empty());

  @Override
  public String typeName() {
    return "corner_shapes";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  private static List<Attribute> plain() {
    return List.of(
        Attribute.computed("id", Type.STRING, "Given by the server.").unset(Unset.ON_CREATE),
        optional("string", Type.STRING),
        optional("number", Type.NUMBER),
        optional("bool", Type.BOOL),
        optional("strings", Type.listOf(Type.STRING)),
        optional("string_set", Type.setOf(Type.STRING)),
        optional("numbers", Type.mapOf(Type.NUMBER)),
        optional("lists", Type.mapOf(Type.listOf(Type.setOf(Type.STRING)))),
        optional("pair", Type.tupleOf(Type.STRING, Type.NUMBER)),
        optional("object", Type.objectOf(Map.of("a", Type.STRING, "b", Type.BOOL))),
        optional("anything", Type.DYNAMIC));
  }

  private static Attribute optional(String name, Type type) {
    return Attribute.optional(name, type, "Of type " + name + ".");
  }

  private static List<Attribute> nested() {
    return List.of(
        nested("single", Nesting.SINGLE, leaf()),
        nested("list", Nesting.LIST, leaf()),
        nested("set", Nesting.SET, leaf()),
        nested("map", Nesting.MAP, leaf()),
        nested("sets", Nesting.SET, List.of(nested("inner", Nesting.SET, leaf()))),
        nested(
            "deep",
            Nesting.LIST,
            List.of(
                nested("map", Nesting.MAP, List.of(nested("single", Nesting.SINGLE, leaf()))))));
  }

  private static Attribute nested(String name, Nesting nesting, List<Attribute> attributes) {
    return Attribute.nested(name, nesting, Presence.OPTIONAL, "Nested " + name + ".", attributes);
  }

  private static List<Attribute> leaf() {
    return List.of(
        Attribute.required("name", Type.STRING, "Told by the configuration."),
        Attribute.optional("size", Type.NUMBER, "Told or not."),
        Attribute.optionalComputed("kind", Type.STRING, "Told, else ordinary.")
            .defaultsTo(Value.of("ordinary")),
        Attribute.computed("assigned", Type.STRING, "Given by the server.").unset(Unset.ON_CREATE));
  }

  private static List<Block> blocks() {
    var body = new Body(leaf());
    var timeout = new Body(List.of(optional("create", Type.STRING), optional("read", Type.STRING)));
    return List.of(
        Block.of("timeouts", Nesting.SINGLE, timeout, "How long to wait."),
        Block.of("rule", Nesting.LIST, body, "In order."),
        Block.of("tag", Nesting.SET, body, "Without order."));
  }
}
