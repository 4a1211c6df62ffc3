package dev.holdfast.framework.value;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a value is of a type, at every depth, and what it is without the parts that are not.
///
/// Null and unknown are of every type; objects have every attribute of their type and no other; a
/// value under [Type#DYNAMIC] is null, unknown or a [Value.Dynamic] that is of its own type.
public final class Conformance {

  private final List<Problem> problems = new ArrayList<>();
  private final boolean unknownAllowed;
  private final boolean gapsAllowed;

  private Conformance(boolean unknownAllowed, boolean gapsAllowed) {
    this.unknownAllowed = unknownAllowed;
    this.gapsAllowed = gapsAllowed;
  }

  /// Where a value is of another type; tells the type, not the value.
  public record Problem(Path path, String message) {}

  /// A value made to fit its type.
  ///
  /// @param value with null in the place of every problem
  public record Fitted(Value value, List<Problem> problems) {}

  /// Every place where the value is not of the type; empty where it is.
  public static List<Problem> problems(Type type, Value value) {
    return new Conformance(true, false).run(type, value).problems();
  }

  /// The value with attributes that were left out as null and texts in the form in which Terraform
  /// keeps them: it would compare its own form with another otherwise.
  public static Fitted fit(Type type, Value value) {
    return new Conformance(true, true).run(type, value);
  }

  /// As [#fit], with unknowns counted as problems.
  public static Fitted fitKnown(Type type, Value value) {
    return new Conformance(false, true).run(type, value);
  }

  private Fitted run(Type type, Value value) {
    Value fitted = fit(type, value, Path.ROOT);
    return new Fitted(fitted, List.copyOf(problems));
  }

  private Value fit(Type type, Value value, Path path) {
    if (value instanceof Value.Null) {
      return value;
    }
    if (value instanceof Value.Unknown) {
      return unknownAllowed ? value : problem(path, "is unknown after all was done");
    }
    return switch (type) {
      case Type.Primitive primitive -> primitive(primitive, value, path);
      case Type.Dynamic _ when value instanceof Value.Dynamic(var own, var content) ->
          new Value.Dynamic(own, fit(own, content, path));
      case Type.ListOf(var element) when value instanceof Value.ListOf(var elements) ->
          new Value.ListOf(list(element, elements, path));
      case Type.SetOf(var element) when value instanceof Value.SetOf(var elements) ->
          new Value.SetOf(set(element, elements, path));
      case Type.MapOf(var element) when value instanceof Value.MapOf(var elements) ->
          new Value.MapOf(map(element, elements, path));
      case Type.Tuple(var types)
          when value instanceof Value.Tuple(var elements) && types.size() == elements.size() ->
          new Value.Tuple(tuple(types, elements, path));
      case Type.Obj(var types, _) when value instanceof Value.Obj(var attributes) ->
          new Value.Obj(object(types, attributes, path));
      default -> wrong(type, path);
    };
  }

  private Value wrong(Type wanted, Path path) {
    return problem(path, "must be " + Words.of(wanted));
  }

  private Value problem(Path path, String message) {
    problems.add(new Problem(path, message));
    return Values.NULL;
  }

  private Value primitive(Type.Primitive type, Value value, Path path) {
    return switch (type) {
      case STRING ->
          value instanceof Value.Str(var text) ? Value.of(normal(text)) : wrong(type, path);
      case NUMBER -> value instanceof Value.Num ? value : wrong(type, path);
      case BOOL -> value instanceof Value.Bool ? value : wrong(type, path);
    };
  }

  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private List<Value> list(Type element, List<Value> elements, Path path) {
    List<Value> fitted = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      fitted.add(fit(element, elements.get(i), path.index(i)));
    }
    return fitted;
  }

  /// Each element once; those that are not wholly known may still turn out different.
  private List<Value> set(Type element, List<Value> elements, Path path) {
    Set<Value> seen = new HashSet<>();
    return elements.stream()
        .map(each -> fit(element, each, path.element(each)))
        .filter(each -> !each.isWhollyKnown() || seen.add(each))
        .toList();
  }

  private Map<String, Value> map(Type element, Map<String, Value> elements, Path path) {
    Map<String, Value> fitted = new LinkedHashMap<>();
    elements.forEach((key, each) -> fitted.put(normal(key), fit(element, each, path.key(key))));
    return fitted;
  }

  private List<Value> tuple(List<Type> types, List<Value> elements, Path path) {
    List<Value> fitted = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      fitted.add(fit(types.get(i), elements.get(i), path.index(i)));
    }
    return fitted;
  }

  private Map<String, Value> object(
      Map<String, Type> types, Map<String, Value> attributes, Path path) {
    for (String name : attributes.keySet()) {
      if (!types.containsKey(name)) {
        problem(path.attribute(name), "is no attribute of this object");
      }
    }
    Map<String, Value> fitted = new LinkedHashMap<>();
    types.forEach((name, type) ->
        fitted.put(name, attribute(type, attributes.get(name), path.attribute(name))));
    return fitted;
  }

  private Value attribute(Type type, @Nullable Value value, Path path) {
    if (value == null) {
      return gapsAllowed ? Values.NULL : problem(path, "is missing from the object");
    }
    return fit(type, value, path);
  }
}
