package dev.holdfast.engine.run;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.language.value.DictValue;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What outlives a play: which hosts are lost, and the figures of the recap. Only the thread that
/// drives the run touches it.
final class RunState {
  private final EventSink sink;
  private final Set<String> failed = new LinkedHashSet<>();
  private final Set<String> unreachable = new LinkedHashSet<>();
  private final HostStatistics statistics = new HostStatistics();
  private final Map<String, DictValue> custom = new TreeMap<>();

  private final ResultFacts results = new ResultFacts();

  RunState(EventSink sink) {
    this.sink = sink;
  }

  void tell(Event event) {
    sink.on(event);
  }

  /// Hosts that failed in some play and were not brought back.
  Set<String> failed() {
    return failed;
  }

  /// Hosts that could not be reached.
  Set<String> unreachable() {
    return unreachable;
  }

  HostStatistics statistics() {
    return statistics;
  }

  /// What `set_stats` set, by host; the whole run's under the empty name.
  Map<String, DictValue> custom() {
    return custom;
  }

  ResultFacts results() {
    return results;
  }

  Event.Stats stats() {
    return new Event.Stats(statistics.snapshot(), new TreeMap<>(custom));
  }
}
