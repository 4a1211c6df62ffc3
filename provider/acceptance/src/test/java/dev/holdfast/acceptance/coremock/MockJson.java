package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The form of values in resource and data files: each value is an object whose one key names its
/// kind, as in `{"string": "x"}`; nulls inside objects are left out.
final class MockJson {

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MockJson() {}

  /// The content of a file for an object.
  static String write(String typeName, Value.Obj object) {
    ObjectNode root = NODES.objectNode();
    root.put("resource_type", typeName);
    root.set("values", fields(object.attributes()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  /// The object in a file's content.
  static Value.Obj read(String json, Type.Obj type) {
    return object(MAPPER.readTree(json).path("values"), type);
  }

  /// The type name that a file's content carries; files written by hand may have none.
  static String typeName(String json) {
    return MAPPER.readTree(json).path("resource_type").asString("");
  }

  static Value decode(JsonNode node, Type type) {
    return switch (type) {
      case Type.Primitive primitive -> primitive(node, primitive);
      case Type.ListOf(var element) -> list(node.path("list"), element);
      case Type.SetOf(var element) -> set(node.path("set"), element);
      case Type.MapOf(var element) -> map(node.path("map"), element);
      case Type.Obj object ->
          node.has("object") ? object(node.path("object"), object) : Values.NULL;
      case Type.Tuple _, Type.Dynamic _ ->
          throw new IllegalArgumentException("No description makes the type " + type);
    };
  }

  private static Value primitive(JsonNode node, Type.Primitive type) {
    return switch (type) {
      case STRING -> node.has("string") ? Value.of(node.path("string").asString()) : Values.NULL;
      case BOOL -> node.has("boolean") ? Value.of(node.path("boolean").asBoolean()) : Values.NULL;
      case NUMBER ->
          node.has("number")
              ? Value.of(new BigDecimal(node.path("number").asString()))
              : Values.NULL;
    };
  }

  private static Value list(JsonNode node, Type element) {
    return node.isArray() ? new Value.ListOf(elements(node, element)) : Values.NULL;
  }

  private static Value set(JsonNode node, Type element) {
    return node.isArray() ? new Value.SetOf(elements(node, element)) : Values.NULL;
  }

  private static List<Value> elements(JsonNode node, Type element) {
    var all = new ArrayList<Value>();
    node.forEach(child -> all.add(decode(child, element)));
    return all;
  }

  private static Value map(JsonNode node, Type element) {
    if (!node.isObject()) {
      return Values.NULL;
    }
    var all = new LinkedHashMap<String, Value>();
    node.properties().forEach(e -> all.put(e.getKey(), decode(e.getValue(), element)));
    return new Value.MapOf(all);
  }

  private static Value.Obj object(JsonNode node, Type.Obj type) {
    var all = new LinkedHashMap<String, Value>();
    type.attributes().forEach((name, inner) -> all.put(name, decode(node.path(name), inner)));
    return new Value.Obj(all);
  }

  static ObjectNode encode(Value value) {
    ObjectNode node = NODES.objectNode();
    switch (value) {
      case Value.Null _, Value.Unknown _ -> {}
      case Value.Str(String text) -> node.put("string", text);
      case Value.Num(BigDecimal number) -> node.put("number", number.toPlainString());
      case Value.Bool(boolean truth) -> node.put("boolean", truth);
      case Value.ListOf(var elements) -> node.set("list", array(elements));
      case Value.SetOf(var elements) -> node.set("set", array(elements));
      case Value.MapOf(var elements) -> node.set("map", entries(elements));
      case Value.Obj(var attributes) -> node.set("object", fields(attributes));
      case Value.Tuple _, Value.Dynamic _ ->
          throw new IllegalArgumentException("No description makes the value " + value);
    }
    return node;
  }

  private static ArrayNode array(List<Value> elements) {
    ArrayNode array = NODES.arrayNode();
    elements.forEach(element -> array.add(encode(element)));
    return array;
  }

  private static ObjectNode entries(Map<String, Value> values) {
    ObjectNode node = NODES.objectNode();
    values.forEach((name, value) -> node.set(name, encode(value)));
    return node;
  }

  private static ObjectNode fields(Map<String, Value> values) {
    var present = new LinkedHashMap<>(values);
    present.values().removeIf(value -> value.isNull() || value.isUnknown());
    return entries(present);
  }
}
