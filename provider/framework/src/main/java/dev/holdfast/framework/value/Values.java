package dev.holdfast.framework.value;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Constants and typed access to values.
public final class Values {

  /// The absence of a value.
  public static final Value NULL = Value.Null.NULL;

  /// An unknown value of which nothing is known.
  public static final Value UNKNOWN = new Value.Unknown(Refinements.NONE);

  private Values() {}

  /// The string, empty where the value is null or unknown.
  public static Optional<String> string(Value value) {
    return value instanceof Value.Str(String text) ? Optional.of(text) : Optional.empty();
  }

  /// The number, empty where the value is null or unknown.
  public static Optional<BigDecimal> number(Value value) {
    return value instanceof Value.Num(BigDecimal number) ? Optional.of(number) : Optional.empty();
  }

  /// The truth value, empty where the value is null or unknown.
  public static Optional<Boolean> bool(Value value) {
    return value instanceof Value.Bool(boolean truth) ? Optional.of(truth) : Optional.empty();
  }

  /// The object, empty where the value is null or unknown.
  public static Optional<Value.Obj> object(Value value) {
    return value instanceof Value.Obj object ? Optional.of(object) : Optional.empty();
  }

  /// The object of that type of which every attribute is null.
  public static Value.Obj nullObject(Type.Obj type) {
    var attributes = new LinkedHashMap<String, Value>();
    type.attributes().keySet().forEach(name -> attributes.put(name, NULL));
    return new Value.Obj(attributes);
  }

  /// The value without the type that a dynamic attribute adds.
  public static Value content(Value value) {
    return value instanceof Value.Dynamic(_, Value content) ? content : value;
  }

  /// An attribute of an object; in a null object it is null, in an unknown one unknown.
  public static Value attribute(Value object, String name) {
    return content(object) instanceof Value.Obj known ? known.get(name) : absent(object);
  }

  /// An element of a list or tuple; null where there is none, unknown where the whole is.
  public static Value element(Value list, int index) {
    boolean there = isSequence(content(list)) && index >= 0 && index < content(list).parts().size();
    return there ? content(list).parts().get(index) : absent(list);
  }

  /// An element of a map (or an object that stands for one); null where there is none, unknown
  /// where the whole is.
  public static Value element(Value map, String key) {
    return switch (content(map)) {
      case Value.MapOf(var elements) -> elements.getOrDefault(key, NULL);
      case Value other -> attribute(other, key);
    };
  }

  private static boolean isSequence(Value value) {
    return value instanceof Value.ListOf || value instanceof Value.Tuple;
  }

  private static Value absent(Value whole) {
    return whole.isUnknown() ? UNKNOWN : NULL;
  }

  /// The value at the path; empty where the path leads nowhere.
  public static Optional<Value> at(Value root, Path path) {
    Optional<Value> found = Optional.of(root);
    for (Path.Step step : path.steps()) {
      found = found.map(Values::content).flatMap(value -> step(value, step));
    }
    return found;
  }

  private static Optional<Value> step(Value value, Path.Step step) {
    return switch (step) {
      case Path.Step.Attribute(var name) when value instanceof Value.Obj(var attributes) ->
          Optional.ofNullable(attributes.get(name));
      case Path.Step.Key(var key) when value instanceof Value.MapOf(var elements) ->
          Optional.ofNullable(elements.get(key));
      case Path.Step.Key(var key) when value instanceof Value.Obj(var attributes) ->
          Optional.ofNullable(attributes.get(key));
      case Path.Step.Index(var index)
          when isSequence(value) && index >= 0 && index < value.parts().size() ->
          Optional.of(value.parts().get((int) index));
      case Path.Step.Element(var element)
          when value instanceof Value.SetOf(var elements) && elements.contains(element) ->
          Optional.of(element);
      default -> Optional.empty();
    };
  }
}
