package dev.holdfast.engine.machine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What texts with `~` and `$NAME` stand for on a machine; each is asked for once.
final class Expansions {
  private final Map<String, String> known = new ConcurrentHashMap<>();

  String of(String text, Machine machine) {
    if (!Sh.expands(text)) {
      return text;
    }
    return known.computeIfAbsent(
        text,
        _ -> {
          Probe.Expand probe = new Probe.Expand(text);
          return machine.ask(probe).expanded(probe);
        });
  }
}
