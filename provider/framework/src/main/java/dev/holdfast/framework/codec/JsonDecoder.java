package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Path.Step;
import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives what was read from JSON the type it should have.
///
/// Primitive values convert into each other where their text allows it, as they do in Terraform: a
/// state may hold `"8"` where a number belongs.
final class JsonDecoder {

  /// What to do with attributes that the type and the text do not share.
  enum Mode {
    STRICT,
    LENIENT
  }

  private final Mode mode;

  JsonDecoder(Mode mode) {
    this.mode = mode;
  }

  Value value(Type type, Value tree) {
    if (tree instanceof Value.Null) {
      return tree;
    }
    return switch (type) {
      case Type.Primitive primitive -> primitive(primitive, tree);
      case Type.Dynamic _ when tree instanceof Value.Obj object -> dynamic(object);
      case Type.ListOf(var element) when tree instanceof Value.Tuple(var elements) ->
          new Value.ListOf(elements(element, elements));
      case Type.SetOf(var element) when tree instanceof Value.Tuple(var elements) ->
          new Value.SetOf(elements(element, elements));
      case Type.MapOf(var element) when tree instanceof Value.Obj(var attributes) ->
          new Value.MapOf(map(element, attributes));
      case Type.Tuple(var types)
          when tree instanceof Value.Tuple(var elements) && types.size() == elements.size() ->
          new Value.Tuple(tuple(types, elements));
      case Type.Obj object when tree instanceof Value.Obj(var attributes) ->
          object(object, attributes);
      default -> throw Kinds.mismatch(type, tree);
    };
  }

  private static Value primitive(Type.Primitive type, Value tree) {
    return switch (type) {
      case STRING -> string(tree);
      case NUMBER ->
          switch (tree) {
            case Value.Num _ -> tree;
            case Value.Str(var text) -> Value.of(Numbers.parse(text));
            default -> throw Kinds.mismatch(type, tree);
          };
      case BOOL -> bool(tree);
    };
  }

  private static Value string(Value tree) {
    return switch (tree) {
      case Value.Str _ -> tree;
      case Value.Num(var number) -> Value.of(Numbers.text(number));
      case Value.Bool(var truth) -> Value.of(Boolean.toString(truth));
      default -> throw Kinds.mismatch(Type.STRING, tree);
    };
  }

  private static Value bool(Value tree) {
    return switch (tree) {
      case Value.Bool _ -> tree;
      case Value.Str(var text) when text.equals("true") || text.equals("1") -> Value.of(true);
      case Value.Str(var text) when text.equals("false") || text.equals("0") -> Value.of(false);
      default -> throw Kinds.mismatch(Type.BOOL, tree);
    };
  }

  private Value dynamic(Value.Obj pair) {
    if (!pair.attributes().keySet().equals(Set.of("type", "value"))) {
      throw CodecException.malformed("a dynamic value is an object of \"type\" and \"value\"");
    }
    Type type = TypeJson.decode(Json.write(pair.get("type")));
    if (type instanceof Type.Dynamic) {
      return Values.NULL;
    }
    return new Value.Dynamic(type, value(type, pair.get("value")));
  }

  private List<Value> elements(Type element, List<Value> trees) {
    var elements = new ArrayList<Value>(trees.size());
    for (int i = 0; i < trees.size(); i++) {
      elements.add(child(element, trees.get(i), new Step.Index(i)));
    }
    return elements;
  }

  private List<Value> tuple(List<Type> types, List<Value> trees) {
    var elements = new ArrayList<Value>(trees.size());
    for (int i = 0; i < trees.size(); i++) {
      elements.add(child(types.get(i), trees.get(i), new Step.Index(i)));
    }
    return elements;
  }

  private Map<String, Value> map(Type element, Map<String, Value> trees) {
    var elements = new LinkedHashMap<String, Value>();
    trees.forEach((key, tree) -> elements.put(key, child(element, tree, new Step.Key(key))));
    return elements;
  }

  private Value object(Type.Obj type, Map<String, Value> trees) {
    if (mode == Mode.STRICT) {
      Kinds.checkNames(type, trees.keySet());
    }
    var attributes = new LinkedHashMap<String, Value>();
    type.attributes()
        .forEach((name, attribute) -> {
          Value tree = trees.getOrDefault(name, Values.NULL);
          attributes.put(name, child(attribute, tree, new Step.Attribute(name)));
        });
    return new Value.Obj(attributes);
  }

  private Value child(Type type, Value tree, Step step) {
    try {
      return value(type, tree);
    } catch (CodecException e) {
      throw e.under(step);
    }
  }
}
