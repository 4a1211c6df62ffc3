package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;

/// Finds the part of a value that a path names.
final class Lookup {

  private Lookup() {}

  /// The part at `path`, null where there is none.
  static Value at(Value root, Path path) {
    Value here = root;
    for (Path.Step step : path.steps()) {
      here = down(here, step);
    }
    return here;
  }

  private static Value down(Value from, Path.Step step) {
    return switch (step) {
      case Path.Step.Attribute(String name) ->
          from instanceof Value.Obj object ? object.get(name) : Values.NULL;
      case Path.Step.Key(String key) ->
          from instanceof Value.MapOf(var elements) && elements.containsKey(key)
              ? elements.getOrDefault(key, Values.NULL)
              : Values.NULL;
      case Path.Step.Index(long index) ->
          index < from.parts().size() ? from.parts().get((int) index) : Values.NULL;
      case Path.Step.Element(Value element) ->
          from.parts().contains(element) ? element : Values.NULL;
    };
  }
}
