package dev.holdfast.resources.vm;

import dev.holdfast.framework.schema.Attribute;
import dev.holdfast.framework.schema.AttributeType;
import dev.holdfast.framework.schema.Binding;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.schema.Equalities;
import dev.holdfast.framework.schema.Nesting;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.PveBinding;
import dev.holdfast.resources.pve.PveBinding.Family;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Machines with random values for what the table carries to the server, as a read makes them:
/// groups without parts and maps without slots are null.
final class AnyMachine {

  private final Random random;

  AnyMachine(Random random) {
    this.random = random;
  }

  Value.Obj next() {
    return new Value.Obj(body(VmTable.SCHEMA.body()));
  }

  private Map<String, Value> body(Body body) {
    Map<String, Value> values = new LinkedHashMap<>();
    body.attributes().forEach(attribute -> values.put(attribute.name(), attribute(attribute)));
    return values;
  }

  private Value attribute(Attribute attribute) {
    return switch (attribute.type()) {
      case AttributeType.Nested(_, Body body)
          when attribute.binding() instanceof PveBinding.Slots slots ->
          slots(attribute.name(), body, slots);
      case AttributeType.Nested(Nesting nesting, Body body) when nesting == Nesting.SINGLE ->
          group(body);
      case AttributeType.Nested _ -> Values.NULL;
      case AttributeType.Plain(Type type) ->
          attribute.binding().equals(Binding.NONE) || random.nextInt(3) == 0
              ? Values.NULL
              : value(attribute, type);
    };
  }

  private Value group(Body body) {
    Map<String, Value> values = body(body);
    return values.values().stream().allMatch(Value::isNull) ? Values.NULL : new Value.Obj(values);
  }

  private Value slots(String name, Body body, PveBinding.Slots slots) {
    Map<String, Value> elements = new LinkedHashMap<>();
    for (Family family : slots.families()) {
      for (int number = 0; number < Math.min(family.last(), 3); number++) {
        if (random.nextInt(4) == 0) {
          elements.put(family.prefix() + number, slot(name, family.prefix() + number, body));
        }
      }
    }
    return elements.isEmpty() ? Values.NULL : new Value.MapOf(elements);
  }

  /// A slot with what it cannot be without; a disk in the same slot is always the same volume, for
  /// its place and size are not changed by configuration writes.
  private Value slot(String map, String slot, Body body) {
    var object = new Value.Obj(body(body));
    return switch (map) {
      case "disks" ->
          object
              .with("volume", Values.NULL)
              .with("storage", Value.of("store-" + slot))
              .with("size", Value.of("8G"));
      case "network" -> object.with("model", Value.of("virtio"));
      default -> object.with("ipv4", Value.of("dhcp"));
    };
  }

  private Value value(Attribute attribute, Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> text(attribute);
            case NUMBER -> Value.of(BigDecimal.valueOf(random.nextInt(5000), random.nextInt(2)));
            case BOOL -> Value.of(random.nextBoolean());
          };
      case Type.ListOf _ -> new Value.ListOf(words());
      case Type.SetOf _ -> new Value.SetOf(words());
      case Type.Dynamic _, Type.MapOf _, Type.Tuple _, Type.Obj _ ->
          throw new IllegalStateException("no codec is for " + type);
    };
  }

  private Value text(Attribute attribute) {
    boolean mac = attribute.plan().equality().equals(Equalities.MAC_ADDRESS);
    return Value.of(mac ? "BC:24:11:00:00:%02X".formatted(random.nextInt(256)) : word());
  }

  private List<Value> words() {
    return IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(_ -> Value.of(word())).toList();
  }

  private String word() {
    return random
        .ints(1 + random.nextInt(8), 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
