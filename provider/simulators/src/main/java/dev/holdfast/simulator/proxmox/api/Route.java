package dev.holdfast.simulator.proxmox.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The path of a call, ready to be compared with those of requests.
final class Route {

  // Volume ids and the names of pools have slashes in them: these take the rest of a path.
  private static final Set<String> OPEN = Set.of("{volume}", "{poolid}");

  private final ApiCall call;
  private final List<String> segments;
  private final boolean open;

  Route(ApiCall call) {
    this.call = call;
    this.segments = List.of(call.path().substring(1).split("/"));
    this.open = OPEN.contains(segments.getLast());
  }

  /// The call and the values of its variables when `path` is such a path.
  Optional<ApiCatalog.Match> match(List<String> path) {
    if (path.size() < segments.size() || (path.size() > segments.size() && !open)) {
      return Optional.empty();
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!isVariable(segments.get(i)) && !segments.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(new ApiCatalog.Match(call, variables(path)));
  }

  private Map<String, String> variables(List<String> path) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isVariable(segment)) {
        boolean last = i == segments.size() - 1;
        String value = last ? String.join("/", path.subList(i, path.size())) : path.get(i);
        variables.put(segment.substring(1, segment.length() - 1), value);
      }
    }
    return variables;
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }
}
