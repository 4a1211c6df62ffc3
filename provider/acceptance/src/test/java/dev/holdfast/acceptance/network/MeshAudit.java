package dev.holdfast.acceptance.network;

import dev.holdfast.simulator.netmaker.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks recorded requests against a description of the API that stands beside the repository, by
/// code of its own: it uses nothing of the simulator's.
final class MeshAudit {

  /// The types of bodies by verb and path.
  private final Map<String, String> bodies = new HashMap<>();

  private final JsonNode types;

  private MeshAudit(JsonNode description) {
    this.types = description.path("types");
    for (JsonNode call : description.path("endpoints")) {
      bodies.put(
          call.path("method").asString("") + " " + plain(call.path("path").asString("")),
          call.path("body").asString(""));
    }
  }

  /// The audit for the description in `shared/netmaker` above the working folder, where it is.
  static Optional<MeshAudit> beside() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path file = at.resolve("shared/netmaker/netmaker-api.json");
      if (Files.isRegularFile(file)) {
        return Optional.of(new MeshAudit(tree(file)));
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

  /// What the variables of a path are called does not matter.
  private static String plain(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }

  /// Everything that is wrong with some requests.
  List<String> violations(List<RecordedRequest> requests) {
    List<String> found = new ArrayList<>();
    for (RecordedRequest request : requests) {
      String type = bodies.get(request.method() + " " + plain(request.template()));
      if (type == null) {
        found.add(request.method() + " " + request.path() + ": no such call");
      } else if (!request.body().isEmpty()) {
        body(request, types.path(type), found);
      }
    }
    return found;
  }

  /// A new thing has known fields only; a changed one is sent back with all that was read.
  private static void body(RecordedRequest request, JsonNode type, List<String> found) {
    for (Map.Entry<String, JsonNode> field :
        JsonMapper.shared().readTree(request.body()).properties()) {
      JsonNode known = type.path(field.getKey());
      if (known.isMissingNode() && request.method().equals("POST") && !type.isMissingNode()) {
        found.add(request.call() + " " + field.getKey() + ": no such field");
      } else if (!known.isMissingNode() && !fits(known.asString(""), field.getValue())) {
        found.add(
            request.call()
                + " "
                + field.getKey()
                + ": "
                + field.getValue()
                + " is no "
                + known.asString(""));
      }
    }
  }

  private static boolean fits(String kind, JsonNode value) {
    return switch (kind.replaceFirst("[^a-zA-Z].*", "")) {
      case "string", "uuid", "ip", "timestamp" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }
}
