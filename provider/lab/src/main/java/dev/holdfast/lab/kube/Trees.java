package dev.holdfast.lab.kube;

import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.yaml.YamlReader;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON and YAML as trees.
final class Trees {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Trees() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode parse(String json) {
    return (ObjectNode) MAPPER.readTree(json);
  }

  /// The documents of a text that are objects.
  static List<ObjectNode> documents(String yaml) {
    return YamlReader.readAll("input", yaml).stream()
        .map(document -> document.root().toValue())
        .filter(DictValue.class::isInstance)
        .map(value -> parse(JsonWriter.write(value, JsonFormat.PLAIN)))
        .toList();
  }

  /// A field that may be missing, as text.
  static String text(JsonNode node, String... path) {
    JsonNode at = node;
    for (String name : path) {
      at = at.path(name);
    }
    return at.isMissingNode() || at.isNull() ? "" : at.asString("");
  }

  /// A field as an object, which is made when it is missing.
  static ObjectNode within(ObjectNode node, String name) {
    return node.path(name) instanceof ObjectNode found ? found : node.putObject(name);
  }

  /// Objects are merged, everything else is replaced; null takes a field away.
  static void merge(ObjectNode into, ObjectNode from) {
    from.properties()
        .forEach(entry -> {
          if (entry.getValue().isNull()) {
            into.remove(entry.getKey());
          } else if (entry.getValue() instanceof ObjectNode deeper
              && into.path(entry.getKey()) instanceof ObjectNode there) {
            merge(there, deeper);
          } else {
            into.set(entry.getKey(), entry.getValue().deepCopy());
          }
        });
  }
}
