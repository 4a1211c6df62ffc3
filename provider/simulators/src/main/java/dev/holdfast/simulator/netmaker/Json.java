package dev.holdfast.simulator.netmaker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Small help with JSON trees, and the types that Go's decoder insists on.
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// What Go writes for no time.
  static final String NO_TIME = "0001-01-01T00:00:00Z";

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array(Collection<? extends JsonNode> elements) {
    return NODES.arrayNode().addAll(elements);
  }

  static ArrayNode texts(Collection<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /// Bytes as Go writes an array of them.
  static ArrayNode numbers(byte[] bytes) {
    ArrayNode array = NODES.arrayNode();
    for (byte each : bytes) {
      array.add(each & 0xff);
    }
    return array;
  }

  static JsonNode nothing() {
    return NODES.nullNode();
  }

  static JsonNode flag(boolean value) {
    return NODES.booleanNode(value);
  }

  static String write(JsonNode value) {
    return MAPPER.writeValueAsString(value);
  }

  /// The object in a body; an empty body is a decoding error as it is for the server.
  static ObjectNode body(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException _) {
      // Said below: the server's words do not depend on what is wrong with the text.
    }
    throw Refusal.bad("error decoding request body: EOF");
  }

  static String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    return typed(value.isString(), value, name, "string").asString();
  }

  static boolean truth(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    return typed(value.isBoolean(), value, name, "bool").booleanValue();
  }

  static long number(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    return typed(value.isIntegralNumber(), value, name, "int").asLong();
  }

  static List<String> list(JsonNode object, String name) {
    List<String> texts = new ArrayList<>();
    JsonNode value = object.path(name);
    if (!value.isMissingNode() && !value.isNull()) {
      typed(value.isArray(), value, name, "[]string").forEach(each -> texts.add(each.asString()));
    }
    return texts;
  }

  private static JsonNode typed(boolean right, JsonNode value, String name, String type) {
    if (!right) {
      throw Refusal.bad(
          "json: cannot unmarshal "
              + value.getNodeType().name().toLowerCase(java.util.Locale.ROOT)
              + " into Go struct field ."
              + name
              + " of type "
              + type);
    }
    return value;
  }

  static String time(Instant instant) {
    return instant.toString();
  }
}
