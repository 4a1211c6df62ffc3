package dev.holdfast.framework.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Walks over a value and all that is in it. A [Value.Dynamic] and its content share one path.
public final class ValueTree {

  private ValueTree() {}

  /// Hands every value without parts of its own (also null, unknown and empty collections) to
  /// `visitor`.
  public static void leaves(Value root, BiConsumer<Path, Value> visitor) {
    leaves(Path.ROOT, root, visitor);
  }

  private static void leaves(Path path, Value value, BiConsumer<Path, Value> visitor) {
    switch (value) {
      case Value.ListOf(var elements) when !elements.isEmpty() -> each(path, elements, visitor);
      case Value.Tuple(var elements) when !elements.isEmpty() -> each(path, elements, visitor);
      case Value.SetOf(var elements) when !elements.isEmpty() ->
          elements.forEach(element -> leaves(path.element(element), element, visitor));
      case Value.MapOf(var elements) when !elements.isEmpty() ->
          elements.forEach((key, element) -> leaves(path.key(key), element, visitor));
      case Value.Obj(var attributes) when !attributes.isEmpty() ->
          attributes.forEach((name, part) -> leaves(path.attribute(name), part, visitor));
      case Value.Dynamic(_, var content) -> leaves(path, content, visitor);
      default -> visitor.accept(path, value);
    }
  }

  private static void each(Path path, List<Value> elements, BiConsumer<Path, Value> visitor) {
    for (int i = 0; i < elements.size(); i++) {
      leaves(path.index(i), elements.get(i), visitor);
    }
  }

  /// The value with every part replaced by what `change` makes of it, parts before wholes.
  public static Value transform(Value root, BiFunction<Path, Value, Value> change) {
    return transform(Path.ROOT, root, change);
  }

  private static Value transform(Path path, Value value, BiFunction<Path, Value, Value> change) {
    Value changed =
        switch (value) {
          case Value.ListOf(var elements) -> new Value.ListOf(all(path, elements, change));
          case Value.Tuple(var elements) -> new Value.Tuple(all(path, elements, change));
          case Value.SetOf(var elements) ->
              new Value.SetOf(
                  elements.stream()
                      .map(element -> transform(path.element(element), element, change))
                      .toList());
          case Value.MapOf(var elements) -> new Value.MapOf(all(elements, path::key, change));
          case Value.Obj(var attributes) -> new Value.Obj(all(attributes, path::attribute, change));
          case Value.Dynamic(var type, var content) ->
              new Value.Dynamic(type, transform(path, content, change));
          case Value.Null _, Value.Unknown _, Value.Str _, Value.Num _, Value.Bool _ -> value;
        };
    return change.apply(path, changed);
  }

  private static List<Value> all(
      Path path, List<Value> elements, BiFunction<Path, Value, Value> change) {
    var changed = new ArrayList<Value>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      changed.add(transform(path.index(i), elements.get(i), change));
    }
    return changed;
  }

  private static Map<String, Value> all(
      Map<String, Value> parts,
      Function<String, Path> path,
      BiFunction<Path, Value, Value> change) {
    var changed = new LinkedHashMap<String, Value>();
    parts.forEach((name, part) -> changed.put(name, transform(path.apply(name), part, change)));
    return changed;
  }

  /// The value with nothing known about its unknowns, for comparing two such values.
  public static Value unrefined(Value value) {
    return value.isWhollyKnown() ? value : transform(value, (_, part) -> forgotten(part));
  }

  private static Value forgotten(Value part) {
    return part instanceof Value.Unknown ? Values.UNKNOWN : part;
  }
}
