package dev.holdfast.engine.run;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// What tasks set for whoever started the run: by `set_fact` for hosts, by `set_stats` for the run
/// or for hosts. What a task with `no_log` sets takes its name away, until another sets it openly.
public final class ResultFacts {
  private final Map<String, DictValue> facts = new HashMap<>();
  private final Map<String, DictValue> stats = new HashMap<>();

  ResultFacts() {}

  void fact(String host, DictValue variables, boolean hidden) {
    put(facts, host, variables, hidden);
  }

  /// @param host empty for the whole run
  void stat(String host, DictValue figures, boolean hidden) {
    put(stats, host, figures, hidden);
  }

  private static void put(Map<String, DictValue> all, String host, DictValue more, boolean hidden) {
    DictValue known = all.computeIfAbsent(host, _ -> new DictValue());
    for (Map.Entry<Value, Value> entry : more.entries().entrySet()) {
      if (hidden) {
        known.entries().remove(entry.getKey());
      } else {
        known.put(entry.getKey(), entry.getValue());
      }
    }
  }

  /// By host; those of the whole run are not among them.
  public Map<String, DictValue> ofHosts() {
    Map<String, DictValue> all = new TreeMap<>();
    facts.forEach((host, known) -> all.put(host, DictValue.copyOf(known)));
    stats.forEach((host, known) -> {
      if (!host.isEmpty()) {
        DictValue both = all.computeIfAbsent(host, _ -> new DictValue());
        known.entries().forEach(both::put);
      }
    });
    all.values().removeIf(known -> known.entries().isEmpty());
    return all;
  }

  /// What `set_stats` set for the whole run.
  public DictValue ofRun() {
    return DictValue.copyOf(stats.getOrDefault("", new DictValue()));
  }
}
