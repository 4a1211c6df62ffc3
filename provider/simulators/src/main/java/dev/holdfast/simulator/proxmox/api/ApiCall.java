package dev.holdfast.simulator.proxmox.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One method of one path.
///
/// @param method the HTTP verb
/// @param path the path with `{name}` for its variables
/// @param access who may call it
/// @param task the kind of task it answers, if it is no synchronous call
/// @param parameters everything that may be sent, the path's variables included
public record ApiCall(
    String method, String path, Access access, Optional<String> task, List<Parameter> parameters) {

  /// Copies the list.
  public ApiCall {
    parameters = List.copyOf(parameters);
  }

  /// Verb and path as one text: the key by which handlers are found.
  public String key() {
    return method + " " + path;
  }

  /// The parameter or family that a key belongs to.
  public Optional<Parameter> parameter(String key) {
    return parameters.stream().filter(p -> p.covers(key)).findFirst();
  }

  /// The values of the path's variables when `actual` is such a path.
  ///
  /// The last variable takes the rest of the path, for volume ids have slashes in them.
  Optional<Map<String, String>> match(List<String> actual) {
    List<String> pattern = List.of(path.substring(1).split("/"));
    boolean rest = pattern.getLast().equals("{volume}") || pattern.getLast().equals("{poolid}");
    if (actual.size() < pattern.size() || (actual.size() > pattern.size() && !rest)) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      boolean last = i == pattern.size() - 1;
      String given = last ? String.join("/", actual.subList(i, actual.size())) : actual.get(i);
      if (expected.startsWith("{")) {
        variables.put(expected.substring(1, expected.length() - 1), given);
      } else if (!expected.equals(given)) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
