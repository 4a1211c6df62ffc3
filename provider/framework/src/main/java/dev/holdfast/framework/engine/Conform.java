package dev.holdfast.framework.engine;

import dev.holdfast.framework.rules.EmptyBody;
import dev.holdfast.framework.schema.Block;
import dev.holdfast.framework.schema.Body;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes what an author returned fit its type: attributes left out become null, what does not fit
/// becomes null and is told.
///
/// So one bad attribute does not lose the rest of a state.
final class Conform {

  /// @param value fits the type
  /// @param misfits where it did not
  record Result(Value value, List<Misfit> misfits) {}

  record Misfit(Path path, String problem) {}

  private final List<Misfit> misfits = new ArrayList<>();
  private final boolean unknownAllowed;

  private Conform(boolean unknownAllowed) {
    this.unknownAllowed = unknownAllowed;
  }

  /// The object with unknowns left as they are.
  static Result planned(Shape shape, Value value) {
    return run(new Conform(true), shape.type(), withBlocks(shape.body(), value));
  }

  /// The object with unknowns counted as misfits.
  static Result known(Shape shape, Value value) {
    return run(new Conform(false), shape.type(), withBlocks(shape.body(), value));
  }

  /// As [#known(Shape, Value)], for a value without a schema.
  static Result known(Type type, Value value) {
    return run(new Conform(false), type, value);
  }

  /// The object with empty collections for blocks left out: those are never null.
  private static Value withBlocks(Body body, Value value) {
    if (!(value instanceof Value.Obj object)) {
      return value;
    }
    Value.Obj filled = object;
    for (Block block : body.blocks()) {
      filled = filled.with(block.name(), block(block, object.get(block.name())));
    }
    return filled;
  }

  private static Value block(Block block, Value value) {
    Value given = value.isNull() ? EmptyBody.of(block) : value;
    return switch (given) {
      case Value.Obj object -> withBlocks(block.body(), object);
      case Value.ListOf(var elements) -> new Value.ListOf(withBlocks(block.body(), elements));
      case Value.SetOf(var elements) -> new Value.SetOf(withBlocks(block.body(), elements));
      case Value.Null _,
          Value.Unknown _,
          Value.Str _,
          Value.Num _,
          Value.Bool _,
          Value.Tuple _,
          Value.MapOf _,
          Value.Dynamic _ ->
          given;
    };
  }

  private static List<Value> withBlocks(Body body, List<Value> elements) {
    return elements.stream().map(element -> withBlocks(body, element)).toList();
  }

  private static Result run(Conform conform, Type type, Value value) {
    Value fitted = conform.fit(type, value, Path.ROOT);
    return new Result(fitted, List.copyOf(conform.misfits));
  }

  private Value fit(Type type, Value value, Path path) {
    if (value.isNull()) {
      return value;
    }
    if (value.isUnknown()) {
      return unknownAllowed ? value : misfit(path, "unknown after all was done");
    }
    return switch (type) {
      case Type.Primitive primitive -> primitive(primitive, value, path);
      case Type.Dynamic _ -> dynamic(value, path);
      case Type.ListOf(var element) ->
          value instanceof Value.ListOf(var elements)
              ? new Value.ListOf(each(element, elements, path))
              : misfit(path, "not a list");
      case Type.SetOf(var element) ->
          value instanceof Value.SetOf(var elements)
              ? new Value.SetOf(distinct(each(element, elements, path)))
              : misfit(path, "not a set");
      case Type.MapOf(var element) ->
          value instanceof Value.MapOf(var elements)
              ? map(element, elements, path)
              : misfit(path, "not a map");
      case Type.Tuple(var types) ->
          value instanceof Value.Tuple(var elements) && elements.size() == types.size()
              ? tuple(types, elements, path)
              : misfit(path, "not a tuple of " + types.size());
      case Type.Obj object ->
          value instanceof Value.Obj given
              ? object(object, given, path)
              : misfit(path, "not an object");
    };
  }

  private Value misfit(Path path, String problem) {
    misfits.add(new Misfit(path, problem));
    return Values.NULL;
  }

  private Value primitive(Type.Primitive type, Value value, Path path) {
    return switch (type) {
      case STRING ->
          value instanceof Value.Str(String text)
              ? Value.of(normal(text))
              : misfit(path, "not a string");
      case NUMBER -> value instanceof Value.Num ? value : misfit(path, "not a number");
      case BOOL -> value instanceof Value.Bool ? value : misfit(path, "not a bool");
    };
  }

  /// The text as Terraform keeps it: it would compare its own form with ours otherwise.
  private static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private Value dynamic(Value value, Path path) {
    return value instanceof Value.Dynamic(Type type, Value content)
        ? new Value.Dynamic(type, fit(type, content, path))
        : misfit(path, "a dynamic value without its type");
  }

  private List<Value> each(Type element, List<Value> elements, Path path) {
    List<Value> fitted = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      fitted.add(fit(element, elements.get(i), path.index(i)));
    }
    return fitted;
  }

  /// Elements that are not wholly known may still turn out different.
  private static List<Value> distinct(List<Value> elements) {
    Set<Value> seen = new HashSet<>();
    return elements.stream().filter(one -> !one.isWhollyKnown() || seen.add(one)).toList();
  }

  private Value map(Type element, Map<String, Value> elements, Path path) {
    Map<String, Value> fitted = new LinkedHashMap<>();
    elements.forEach((key, value) -> fitted.put(normal(key), fit(element, value, path.key(key))));
    return new Value.MapOf(fitted);
  }

  private Value tuple(List<Type> types, List<Value> elements, Path path) {
    List<Value> fitted = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      fitted.add(fit(types.get(i), elements.get(i), path.index(i)));
    }
    return new Value.Tuple(fitted);
  }

  private Value object(Type.Obj type, Value.Obj given, Path path) {
    for (String name : given.attributes().keySet()) {
      if (!type.attributes().containsKey(name)) {
        misfit(path.attribute(name), "no such attribute");
      }
    }
    Map<String, Value> fitted = new LinkedHashMap<>();
    type.attributes()
        .forEach((name, attribute) ->
            fitted.put(name, fit(attribute, given.get(name), path.attribute(name))));
    return new Value.Obj(fitted);
  }
}
