package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Path.Step;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Turns a value of a type into what JSON can hold, checking that it fits.
final class JsonEncoder {

  private JsonEncoder() {}

  static Value tree(Type type, Value value) {
    if (value instanceof Value.Null) {
      return value;
    }
    return switch (type) {
      case Type.Primitive primitive -> primitive(primitive, value);
      case Type.Dynamic _ when value instanceof Value.Dynamic(var own, var content) ->
          dynamic(own, content);
      case Type.ListOf(var element) when value instanceof Value.ListOf(var elements) ->
          elements(element, elements);
      case Type.SetOf(var element) when value instanceof Value.SetOf(var elements) ->
          elements(element, elements);
      case Type.MapOf(var element) when value instanceof Value.MapOf(var elements) ->
          map(element, elements);
      case Type.Tuple(var types)
          when value instanceof Value.Tuple(var elements) && types.size() == elements.size() ->
          tuple(types, elements);
      case Type.Obj object when value instanceof Value.Obj(var attributes) ->
          object(object, attributes);
      default -> throw Kinds.mismatch(type, value);
    };
  }

  private static Value primitive(Type.Primitive type, Value value) {
    boolean fits =
        switch (type) {
          case STRING -> value instanceof Value.Str;
          case NUMBER -> value instanceof Value.Num;
          case BOOL -> value instanceof Value.Bool;
        };
    if (!fits) {
      throw Kinds.mismatch(type, value);
    }
    return value;
  }

  private static Value dynamic(Type type, Value content) {
    var pair = new LinkedHashMap<String, Value>();
    pair.put("value", tree(type, content));
    pair.put("type", Json.read(TypeJson.encode(type)));
    return new Value.Obj(pair);
  }

  private static Value elements(Type element, List<Value> elements) {
    var trees = new ArrayList<Value>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      trees.add(child(element, elements.get(i), new Step.Index(i)));
    }
    return new Value.Tuple(trees);
  }

  private static Value tuple(List<Type> types, List<Value> elements) {
    var trees = new ArrayList<Value>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      trees.add(child(types.get(i), elements.get(i), new Step.Index(i)));
    }
    return new Value.Tuple(trees);
  }

  private static Value map(Type element, Map<String, Value> elements) {
    var trees = new LinkedHashMap<String, Value>();
    elements.forEach((key, value) -> trees.put(key, child(element, value, new Step.Key(key))));
    return new Value.Obj(trees);
  }

  private static Value object(Type.Obj type, Map<String, Value> attributes) {
    Kinds.checkNames(type, attributes.keySet());
    var trees = new LinkedHashMap<String, Value>();
    for (var entry : type.attributes().entrySet()) {
      String name = entry.getKey();
      Value value = Objects.requireNonNull(attributes.get(name));
      trees.put(name, child(entry.getValue(), value, new Step.Attribute(name)));
    }
    return new Value.Obj(trees);
  }

  private static Value child(Type type, Value value, Step step) {
    try {
      return tree(type, value);
    } catch (CodecException e) {
      throw e.under(step);
    }
  }
}
