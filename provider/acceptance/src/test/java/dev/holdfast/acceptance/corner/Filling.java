package dev.holdfast.acceptance.corner;

import dev.holdfast.framework.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives every unknown of a plan a value; all computed attributes of our types are strings.
final class Filling {

  private static final Value ASSIGNED = Value.of("assigned");

  private Filling() {}

  static Value.Obj fill(Value.Obj object) {
    return new Value.Obj(fill(object.attributes()));
  }

  private static Value fill(Value value) {
    return switch (value) {
      case Value.Unknown _ -> ASSIGNED;
      case Value.Null _, Value.Str _, Value.Num _, Value.Bool _, Value.Dynamic _ -> value;
      case Value.ListOf(var elements) -> new Value.ListOf(fill(elements));
      case Value.SetOf(var elements) -> new Value.SetOf(fill(elements));
      case Value.Tuple(var elements) -> new Value.Tuple(fill(elements));
      case Value.MapOf(var elements) -> new Value.MapOf(fill(elements));
      case Value.Obj object -> fill(object);
    };
  }

  private static List<Value> fill(List<Value> values) {
    return values.stream().map(Filling::fill).toList();
  }

  private static Map<String, Value> fill(Map<String, Value> values) {
    var filled = new LinkedHashMap<String, Value>();
    values.forEach((name, value) -> filled.put(name, fill(value)));
    return filled;
  }
}
