package dev.holdfast.simulator.proxmox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers as JSON, the keys of every object in random order as the server does.
final class JsonText {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonText() {}

  static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  static String write(Object value, Random order) {
    return MAPPER.writeValueAsString(tree(value, order));
  }

  private static JsonNode tree(Object value, Random order) {
    return switch (value) {
      case Map<?, ?> map -> object(map, order);
      case Collection<?> list -> {
        ArrayNode array = NODES.arrayNode();
        list.forEach(e -> array.add(tree(e, order)));
        yield array;
      }
      case Optional<?> optional ->
          optional.isPresent() ? tree(optional.get(), order) : NODES.nullNode();
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean flag -> NODES.numberNode(flag ? 1 : 0);
      case String text -> NODES.stringNode(text);
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    };
  }

  private static ObjectNode object(Map<?, ?> map, Random order) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    Collections.shuffle(entries, order);
    ObjectNode object = NODES.objectNode();
    for (Map.Entry<?, ?> entry : entries) {
      object.set(String.valueOf(entry.getKey()), tree(entry.getValue(), order));
    }
    return object;
  }
}
