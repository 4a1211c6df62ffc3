package dev.holdfast.acceptance.schema;

import dev.holdfast.simulator.proxmox.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks recorded requests against the vendor's schema, by code of its own: it uses nothing of the
/// simulator's API description.
public final class SchemaAudit {

  private final JsonNode paths;

  private SchemaAudit(JsonNode paths) {
    this.paths = paths;
  }

  /// The audit for a schema file in `shared/proxmox` above the working folder, where it is.
  public static Optional<SchemaAudit> of(String file) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path schema = at.resolve("shared/proxmox").resolve(file);
      if (Files.isRegularFile(schema)) {
        return Optional.of(new SchemaAudit(tree(schema).path("paths")));
      }
    }
    return Optional.empty();
  }

  private static JsonNode tree(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything that is wrong with some requests.
  public List<String> violations(List<RecordedRequest> requests) {
    List<String> found = new ArrayList<>();
    for (RecordedRequest request : requests) {
      JsonNode method = paths.path(request.template()).path(request.method());
      if (method.isMissingNode()) {
        found.add(request.method() + " " + request.path() + ": no such call");
      } else {
        audit(request, method.path("parameters").path("properties"), found);
      }
    }
    return found;
  }

  private static void audit(RecordedRequest request, JsonNode properties, List<String> found) {
    Map<String, List<String>> sent = request.parameters();
    sent.forEach((name, values) -> {
      JsonNode schema = properties.path(name);
      if (schema.isMissingNode()) {
        schema = properties.path(name.replaceFirst("\\d+$", "[n]"));
      }
      String where = request.call() + " " + name;
      if (schema.isMissingNode()) {
        found.add(where + ": no such parameter");
      } else if (!schema.path("type").asString("").equals("array")) {
        JsonNode known = schema;
        values.forEach(value -> value(where, value, known, found));
      }
    });
    // A request that was turned away before it was read shows no parameters.
    boolean unread = sent.isEmpty() && request.status() != 200;
    properties
        .properties()
        .forEach(e -> {
          boolean inPath = request.template().contains("{" + e.getKey() + "}");
          boolean optional = e.getValue().path("optional").asBoolean(false);
          if (!unread && !inPath && !optional && !sent.containsKey(e.getKey())) {
            found.add(request.call() + ": lacks " + e.getKey());
          }
        });
  }

  private static void value(String where, String value, JsonNode schema, List<String> found) {
    String type = schema.path("type").asString("string");
    boolean fits =
        switch (type) {
          case "integer" -> value.matches("-?\\d+") && within(value, schema);
          case "number" -> value.matches("-?\\d+(\\.\\d+)?") && within(value, schema);
          case "boolean" ->
              Set.of("0", "1", "true", "false", "yes", "no", "on", "off").contains(value);
          default -> text(value, schema);
        };
    if (!fits) {
      found.add(where + ": '" + value + "' is no such " + type);
    }
  }

  private static boolean within(String value, JsonNode schema) {
    BigDecimal number = new BigDecimal(value);
    return !(schema.has("minimum")
            && number.compareTo(new BigDecimal(schema.path("minimum").asString())) < 0)
        && !(schema.has("maximum")
            && number.compareTo(new BigDecimal(schema.path("maximum").asString())) > 0);
  }

  private static boolean text(String value, JsonNode schema) {
    boolean listed = !schema.path("enum").isArray();
    for (JsonNode word : schema.path("enum")) {
      listed |= word.asString("").equals(value);
    }
    return listed
        && value.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
        && value.length() >= schema.path("minLength").asInt(0)
        && (!schema.has("pattern") || value.matches(schema.path("pattern").asString()));
  }
}
