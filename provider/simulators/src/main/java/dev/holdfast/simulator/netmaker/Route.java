package dev.holdfast.simulator.netmaker;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One call of the API: where it is, since when, who may make it and what answers it.
///
/// @param path with its variables in braces
/// @param until the last release that has it, if it is gone
record Route(
    String method,
    String path,
    Release since,
    Optional<Release> until,
    Access access,
    Handler handler) {

  /// Who may make a call.
  enum Access {
    ANYBODY,
    USER,
    /// Hosts and the master key; up to 1.5.0 users as well.
    HOST
  }

  /// What answers one call.
  @FunctionalInterface
  interface Handler {
    Reply handle(Request request);
  }

  private static final Release ALWAYS = new Release(0, 0, 0);

  static Route of(String method, String path, Access access, Handler handler) {
    return new Route(method, path, ALWAYS, Optional.empty(), access, handler);
  }

  Route since(int major, int minor, int patch) {
    return new Route(method, path, new Release(major, minor, patch), until, access, handler);
  }

  boolean isIn(Release release) {
    return release.compareTo(since) >= 0
        && until.filter(last -> release.compareTo(last) > 0).isEmpty();
  }

  /// The values of the variables where the path is one of this route.
  Optional<Map<String, String>> match(List<String> segments) {
    List<String> mine = List.of(path.substring(1).split("/"));
    if (mine.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new TreeMap<>();
    for (int i = 0; i < mine.size(); i++) {
      String segment = mine.get(i);
      if (segment.startsWith("{")) {
        variables.put(segment.substring(1, segment.length() - 1), segments.get(i));
      } else if (!segment.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }
}
