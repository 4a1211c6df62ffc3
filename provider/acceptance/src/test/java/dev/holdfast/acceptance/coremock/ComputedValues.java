package dev.holdfast.acceptance.coremock;

import dev.holdfast.acceptance.coremock.MockSchema.MockBlock;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Gives every attribute that is still open the value its description names, else null.
final class ComputedValues {

  private ComputedValues() {}

  static Value.Obj fill(Value.Obj object, MockSchema type) {
    var filled = new LinkedHashMap<>(object.attributes());
    type.attributes()
        .forEach(
            (name, attribute) -> filled.put(name, attribute(name, object.get(name), attribute)));
    type.blocks().forEach((name, block) -> filled.put(name, block(object.get(name), block)));
    return new Value.Obj(filled);
  }

  private static Value attribute(String name, Value value, MockAttribute described) {
    if (!value.isNull() && !value.isUnknown()) {
      return inside(value, described);
    }
    return described
        .value()
        .map(made -> {
          if (!described.presence().isComputed()) {
            throw new IllegalArgumentException(
                "Attribute " + name + " has a value in its description but is not computed");
          }
          return inside(MockJson.decode(made, MockTables.type(described)), described);
        })
        .orElse(Values.NULL);
  }

  private static Value inside(Value value, MockAttribute described) {
    Optional<MockAttribute> element = described.element();
    return switch (value) {
      case Value.Obj object -> fill(object, new MockSchema(described.object(), Map.of()));
      case Value.ListOf _, Value.SetOf _, Value.MapOf _ ->
          each(value, part -> inside(part, element.orElseThrow()));
      case Value.Null _,
          Value.Unknown _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Tuple _,
          Value.Dynamic _ ->
          value;
    };
  }

  private static Value block(Value value, MockBlock block) {
    return each(
        value, part -> part instanceof Value.Obj object ? fill(object, block.content()) : part);
  }

  private static Value each(Value value, UnaryOperator<Value> change) {
    return switch (value) {
      case Value.ListOf(List<Value> elements) ->
          new Value.ListOf(elements.stream().map(change).toList());
      case Value.SetOf(List<Value> elements) ->
          new Value.SetOf(elements.stream().map(change).toList());
      case Value.MapOf(Map<String, Value> elements) -> {
        var changed = new LinkedHashMap<String, Value>();
        elements.forEach((key, element) -> changed.put(key, change.apply(element)));
        yield new Value.MapOf(changed);
      }
      case Value.Null _,
          Value.Unknown _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Tuple _,
          Value.Obj _,
          Value.Dynamic _ ->
          value;
    };
  }
}
