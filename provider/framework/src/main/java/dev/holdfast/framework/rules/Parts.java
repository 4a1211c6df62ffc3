package dev.holdfast.framework.rules;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;
import java.util.Map;

/// The occurrences in a collection of nested bodies, whatever form it has: a list or set, a tuple,
/// a map or the object that stands for one.
final class Parts {

  private Parts() {}

  static List<Value> elements(Value collection) {
    return Values.content(collection).parts();
  }

  static Map<String, Value> entries(Value collection) {
    return switch (Values.content(collection)) {
      case Value.MapOf(var elements) -> elements;
      case Value.Obj(var attributes) -> attributes;
      case Value.Null _,
          Value.Unknown _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.ListOf _,
          Value.SetOf _,
          Value.Tuple _,
          Value.Dynamic _ ->
          Map.of();
    };
  }
}
