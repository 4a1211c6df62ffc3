package dev.holdfast.framework.codec;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Types as JSON: `"string"`, `["list","string"]`, `["object",{"a":"bool"},["a"]]`, `"dynamic"`.
///
/// Source: cty's JSON form of types, as the plugin protocol's `Schema.Attribute.type` uses it.
public final class TypeJson {

  private TypeJson() {}

  public static Bytes encode(Type type) {
    return Json.write(tree(type));
  }

  /// @throws CodecException where the bytes are no type
  public static Type decode(Bytes bytes) {
    return type(Json.read(bytes), 0);
  }

  private static Value tree(Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> Value.of("string");
            case NUMBER -> Value.of("number");
            case BOOL -> Value.of("bool");
          };
      case Type.Dynamic _ -> Value.of("dynamic");
      case Type.ListOf(var element) -> pair("list", tree(element));
      case Type.SetOf(var element) -> pair("set", tree(element));
      case Type.MapOf(var element) -> pair("map", tree(element));
      case Type.Tuple(var elements) ->
          pair("tuple", new Value.Tuple(elements.stream().map(TypeJson::tree).toList()));
      case Type.Obj object -> object(object);
    };
  }

  private static Value pair(String kind, Value content) {
    return new Value.Tuple(List.of(Value.of(kind), content));
  }

  private static Value object(Type.Obj type) {
    Map<String, Value> attributes = new LinkedHashMap<>();
    type.attributes().forEach((name, attribute) -> attributes.put(name, tree(attribute)));
    var parts = new ArrayList<>(List.of(Value.of("object"), new Value.Obj(attributes)));
    if (!type.optional().isEmpty()) {
      var names = new TreeSet<>(type.optional());
      parts.add(new Value.Tuple(names.stream().map(Value::of).toList()));
    }
    return new Value.Tuple(parts);
  }

  private static Type type(Value tree, int depth) {
    Msgpack.checkDepth(depth);
    return switch (tree) {
      case Value.Str(var name) -> named(name);
      case Value.Tuple(var parts)
          when parts.size() >= 2 && parts.getFirst() instanceof Value.Str(var kind) ->
          compound(kind, parts, depth + 1);
      default -> throw CodecException.mismatch("a type", Kinds.of(tree));
    };
  }

  private static Type named(String name) {
    return switch (name) {
      case "string" -> Type.STRING;
      case "number" -> Type.NUMBER;
      case "bool" -> Type.BOOL;
      case "dynamic" -> Type.DYNAMIC;
      default -> throw CodecException.mismatch("a type", "an unknown type name");
    };
  }

  private static Type compound(String kind, List<Value> parts, int depth) {
    Value content = parts.get(1);
    if (parts.size() != 2 && !(kind.equals("object") && parts.size() == 3)) {
      throw CodecException.mismatch("a type", "an array of " + parts.size());
    }
    return switch (kind) {
      case "list" -> Type.listOf(type(content, depth));
      case "set" -> Type.setOf(type(content, depth));
      case "map" -> Type.mapOf(type(content, depth));
      case "tuple" ->
          new Type.Tuple(elements(content).stream().map(part -> type(part, depth)).toList());
      case "object" -> object(content, parts.size() == 3 ? names(parts.get(2)) : Set.of(), depth);
      default -> throw CodecException.mismatch("a type", "an unknown kind of type");
    };
  }

  private static Type object(Value content, Set<String> optional, int depth) {
    if (!(content instanceof Value.Obj(var attributes))) {
      throw CodecException.mismatch("attribute types", Kinds.of(content));
    }
    Map<String, Type> types = new LinkedHashMap<>();
    attributes.forEach((name, part) -> types.put(name, type(part, depth)));
    if (!types.keySet().containsAll(optional)) {
      throw CodecException.mismatch("optional attributes", "names that are no attributes");
    }
    return new Type.Obj(types, optional);
  }

  private static List<Value> elements(Value content) {
    if (content instanceof Value.Tuple(var elements)) {
      return elements;
    }
    throw CodecException.mismatch("an array", Kinds.of(content));
  }

  private static Set<String> names(Value content) {
    return elements(content).stream().map(TypeJson::name).collect(Collectors.toSet());
  }

  private static String name(Value part) {
    if (part instanceof Value.Str(var name)) {
      return name;
    }
    throw CodecException.mismatch("an attribute name", Kinds.of(part));
  }
}
