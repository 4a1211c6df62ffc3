package dev.holdfast.framework.rules;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.schema.Presence;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.AnyValue;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Random schemas, and states and configurations of them as Terraform could have them.
final class AnySchema {

  private static final List<Type> TYPES =
      List.of(
          Type.STRING,
          Type.NUMBER,
          Type.listOf(Type.STRING),
          Type.setOf(Type.NUMBER),
          Type.mapOf(Type.BOOL));

  private static final List<Nesting> NESTINGS =
      List.of(Nesting.SINGLE, Nesting.LIST, Nesting.SET, Nesting.MAP);

  private final Random random;

  AnySchema(Random random) {
    this.random = random;
  }

  /// A schema with a state and a configuration of it.
  record Given(Schema schema, Value prior, Value config) {}

  Given given() {
    Schema schema = new Schema(0, body(2), "Test.", Optional.empty());
    Value prior = random.nextInt(4) == 0 ? Values.NULL : object(schema.body(), false);
    return new Given(schema, prior, object(schema.body(), true));
  }

  private Body body(int depth) {
    List<Attribute> attributes =
        IntStream.rangeClosed(0, random.nextInt(4))
            .mapToObj(i -> attribute("a" + i, depth))
            .toList();
    List<Block> blocks =
        depth < 2
            ? List.of()
            : IntStream.range(0, random.nextInt(3)).mapToObj(this::block).toList();
    return new Body(attributes, blocks, List.of());
  }

  private Block block(int number) {
    return Block.of("b" + number, pick(NESTINGS), body(1), "Block.");
  }

  private Attribute attribute(String name, int depth) {
    Presence presence = pick(List.of(Presence.values()));
    if (depth > 0 && random.nextInt(3) == 0) {
      Body inner = new Body(body(0).attributes());
      return Attribute.nested(name, pick(NESTINGS), presence, "Nest.", inner);
    }
    Type type = pick(TYPES);
    return switch (presence) {
      case REQUIRED -> Attribute.required(name, type, "A.");
      case OPTIONAL -> Attribute.optional(name, type, "A.");
      case COMPUTED -> Attribute.computed(name, type, "A.");
      case OPTIONAL_COMPUTED -> Attribute.optionalComputed(name, type, "A.");
      case MANAGED -> Attribute.managed(name, type, "A.");
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private Value.Obj object(Body body, boolean config) {
    var parts = new LinkedHashMap<String, Value>();
    body.attributes().forEach(each -> parts.put(each.name(), value(each, config)));
    body.blocks()
        .forEach(each -> parts.put(each.name(), gathered(each.nesting(), each.body(), config)));
    return new Value.Obj(parts);
  }

  private Value value(Attribute attribute, boolean config) {
    if (config && attribute.presence() == Presence.COMPUTED) {
      return Values.NULL;
    }
    if (attribute.type() instanceof AttributeType.Nested(Nesting nesting, Body body)) {
      return random.nextInt(4) == 0 ? Values.NULL : gathered(nesting, body, config);
    }
    return AnyValue.of(random, attribute.type().type(), config);
  }

  private Value gathered(Nesting nesting, Body body, boolean config) {
    int count = nesting == Nesting.SINGLE ? 1 : random.nextInt(3);
    Value[] elements =
        IntStream.range(0, count).mapToObj(_ -> object(body, config)).toArray(Value[]::new);
    return Fixtures.gathered(nesting, elements);
  }
}
