package dev.holdfast.engine.run;

import dev.holdfast.engine.event.HostStats;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Counts results by host for the recap.
final class HostStatistics {
  /// What is counted.
  enum Count {
    OK,
    CHANGED,
    UNREACHABLE,
    FAILED,
    SKIPPED,
    RESCUED,
    IGNORED
  }

  private final Map<String, Map<Count, Integer>> counts = new TreeMap<>();

  void add(String host, Count count) {
    of(host).merge(count, 1, Integer::sum);
  }

  void subtract(String host, Count count) {
    of(host).merge(count, -1, Integer::sum);
  }

  private Map<Count, Integer> of(String host) {
    return counts.computeIfAbsent(host, _ -> new EnumMap<>(Count.class));
  }

  Map<String, HostStats> snapshot() {
    Map<String, HostStats> stats = new TreeMap<>();
    counts.forEach((host, map) ->
        stats.put(
            host,
            new HostStats(
                map.getOrDefault(Count.OK, 0),
                map.getOrDefault(Count.CHANGED, 0),
                map.getOrDefault(Count.UNREACHABLE, 0),
                map.getOrDefault(Count.FAILED, 0),
                map.getOrDefault(Count.SKIPPED, 0),
                map.getOrDefault(Count.RESCUED, 0),
                map.getOrDefault(Count.IGNORED, 0))));
    return stats;
  }
}
