package dev.holdfast.engine.inventory;

import dev.holdfast.engine.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The names of hosts that patterns choose, where groups are known by the names of their hosts
/// only.
public final class HostNames {
  private HostNames() {}

  /// @param groups the names of all groups with the names of their hosts
  public static List<String> select(
      Map<String, List<String>> groups,
      List<String> patterns,
      Settings settings,
      Warnings warnings) {
    Graph graph = new Graph(settings, warnings);
    groups.forEach((name, hosts) -> hosts.forEach(host -> graph.group(name).add(graph.host(host))));
    Stream<String> single = patterns.stream().flatMap(text -> Patterns.split(text).stream());
    return new Patterns(graph, settings, warnings)
        .evaluate(single.toList()).stream().map(Host::name).toList();
  }
}
