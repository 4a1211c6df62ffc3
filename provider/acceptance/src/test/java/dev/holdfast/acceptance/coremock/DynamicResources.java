package dev.holdfast.acceptance.coremock;

import dev.holdfast.acceptance.coremock.MockAttribute.Kind;
import dev.holdfast.acceptance.coremock.MockSchema.MockBlock;
import dev.holdfast.framework.schema.Presence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads `dynamic_resources.json`: an object of types, each with `attributes` and `blocks`.
final class DynamicResources {

  private static final JsonMapper MAPPER = JsonMapper.shared();

  private DynamicResources() {}

  /// The types of the file; none where there is no file.
  static Map<String, MockSchema> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Unable to read " + file, e);
    }
  }

  static Map<String, MockSchema> parse(String json) {
    Map<String, MockSchema> types = each(MAPPER.readTree(json), DynamicResources::schema);
    types.forEach(DynamicResources::check);
    return types;
  }

  private static void check(String name, MockSchema schema) {
    if (schema.attributes().containsKey("id")) {
      throw new IllegalArgumentException(name + " must not define id: every type has one");
    }
  }

  private static MockSchema schema(JsonNode node) {
    return new MockSchema(
        each(node.path("attributes"), DynamicResources::attribute),
        each(node.path("blocks"), DynamicResources::block));
  }

  private static MockBlock block(JsonNode node) {
    String mode = node.path("mode").asString("list");
    return switch (mode) {
      case "", "list" -> new MockBlock(schema(node), false);
      case "set" -> new MockBlock(schema(node), true);
      default -> throw new IllegalArgumentException("mode must be list or set, not " + mode);
    };
  }

  private static MockAttribute attribute(JsonNode node) {
    Kind kind = Kind.valueOf(node.required("type").asString().toUpperCase(Locale.ROOT));
    return new MockAttribute(
        kind,
        presence(node),
        node.path("sensitive").asBoolean(false),
        node.path("replace").asBoolean(false),
        node.path("skip_nested_metadata").asBoolean(false),
        node.has("value") ? Optional.of(node.get("value")) : Optional.empty(),
        element(kind, node),
        each(node.path("object"), DynamicResources::attribute));
  }

  private static Optional<MockAttribute> element(Kind kind, JsonNode node) {
    return switch (kind) {
      case LIST, MAP, SET ->
          Optional.of(attribute(node.required(kind.name().toLowerCase(Locale.ROOT))));
      case BOOLEAN, FLOAT, INTEGER, NUMBER, STRING, OBJECT -> Optional.empty();
    };
  }

  private static Presence presence(JsonNode node) {
    boolean optional = node.path("optional").asBoolean(false);
    boolean computed = node.path("computed").asBoolean(false);
    if (node.path("required").asBoolean(false)) {
      return Presence.REQUIRED;
    }
    if (computed) {
      return optional ? Presence.OPTIONAL_COMPUTED : Presence.COMPUTED;
    }
    return Presence.OPTIONAL;
  }

  private static <T> Map<String, T> each(JsonNode node, Function<JsonNode, T> read) {
    var all = new TreeMap<String, T>();
    node.properties().forEach(entry -> all.put(entry.getKey(), read.apply(entry.getValue())));
    return all;
  }
}
