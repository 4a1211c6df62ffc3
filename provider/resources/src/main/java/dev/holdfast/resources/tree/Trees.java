package dev.holdfast.resources.tree;

import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.Map;

/// Looks values up inside objects.
public final class Trees {

  private Trees() {}

  /// The value at `path`, null where anything on the way is absent; unknown where anything on the
  /// way is unknown.
  public static Value at(Value root, Path path) {
    Value at = root;
    for (Path.Step step : path.steps()) {
      at = child(at, step);
    }
    return at;
  }

  private static Value child(Value parent, Path.Step step) {
    return switch (step) {
      case Path.Step.Attribute(String name) when parent instanceof Value.Obj object ->
          object.get(name);
      case Path.Step.Key(String key)
          when parent instanceof Value.MapOf(Map<String, Value> elements) ->
          elements.getOrDefault(key, Values.NULL);
      default -> parent.isUnknown() ? parent : Values.NULL;
    };
  }

  /// The elements of a map, none where it is null or unknown.
  public static Map<String, Value> elements(Value value) {
    return value instanceof Value.MapOf(Map<String, Value> elements) ? elements : Map.of();
  }
}
