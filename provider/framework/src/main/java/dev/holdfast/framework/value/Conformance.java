package dev.holdfast.framework.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Whether a value is of a type, at every depth.
///
/// Null and unknown are of every type; objects have every attribute of their type and no other; a
/// value under [Type#DYNAMIC] is null, unknown or a [Value.Dynamic] that is of its own type.
public final class Conformance {

  private final List<Problem> problems = new ArrayList<>();

  private Conformance() {}

  /// Where a value is of another type; tells the type, not the value.
  public record Problem(Path path, String message) {}

  /// Every place where the value is not of the type; empty where it is.
  public static List<Problem> problems(Type type, Value value) {
    var conformance = new Conformance();
    conformance.check(type, value, Path.ROOT);
    return conformance.problems;
  }

  private void check(Type type, Value value, Path path) {
    if (value instanceof Value.Null || value instanceof Value.Unknown) {
      return;
    }
    switch (type) {
      case Type.Primitive primitive -> primitive(primitive, value, path);
      case Type.Dynamic _ when value instanceof Value.Dynamic(var own, var content) ->
          check(own, content, path);
      case Type.ListOf(var element) when value instanceof Value.ListOf(var elements) ->
          elements(element, elements, path);
      case Type.SetOf(var element) when value instanceof Value.SetOf(var elements) ->
          elements.forEach(each -> check(element, each, path.element(each)));
      case Type.MapOf(var element) when value instanceof Value.MapOf(var elements) ->
          elements.forEach((key, each) -> check(element, each, path.key(key)));
      case Type.Tuple(var types)
          when value instanceof Value.Tuple(var elements) && types.size() == elements.size() ->
          tuple(types, elements, path);
      case Type.Obj(var types, _) when value instanceof Value.Obj(var attributes) ->
          object(types, attributes, path);
      default -> wrong(path, Words.of(type));
    }
  }

  private void wrong(Path path, String wanted) {
    problems.add(new Problem(path, "must be " + wanted));
  }

  private void primitive(Type.Primitive type, Value value, Path path) {
    boolean fits =
        switch (type) {
          case STRING -> value instanceof Value.Str;
          case NUMBER -> value instanceof Value.Num;
          case BOOL -> value instanceof Value.Bool;
        };
    if (!fits) {
      wrong(path, Words.of(type));
    }
  }

  private void elements(Type element, List<Value> elements, Path path) {
    for (int i = 0; i < elements.size(); i++) {
      check(element, elements.get(i), path.index(i));
    }
  }

  private void tuple(List<Type> types, List<Value> elements, Path path) {
    for (int i = 0; i < elements.size(); i++) {
      check(types.get(i), elements.get(i), path.index(i));
    }
  }

  private void object(Map<String, Type> types, Map<String, Value> attributes, Path path) {
    for (String name : attributes.keySet()) {
      if (!types.containsKey(name)) {
        problems.add(new Problem(path.attribute(name), "is no attribute of this object"));
      }
    }
    types.forEach((name, type) -> {
      Value value = attributes.get(name);
      if (value == null) {
        problems.add(new Problem(path.attribute(name), "is missing from the object"));
      } else {
        check(type, value, path.attribute(name));
      }
    });
  }
}
