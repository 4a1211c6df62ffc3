package dev.holdfast.engine.session;

import dev.holdfast.engine.event.HostStats;
import dev.holdfast.language.value.DictValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a run ended.
///
/// @param hosts the recap's figures by host; only hosts that ran something
/// @param troubles why hosts dropped out, in the order in which they did, each host's first one
///   first; at most [#MOST_TROUBLES]
/// @param facts what `set_fact` and `set_stats` set for hosts, but nothing of tasks with `no_log`
/// @param stats what `set_stats` set for the whole run
/// @param warnings in the order in which they came
public record Outcome(
    End end,
    Map<String, HostStats> hosts,
    List<Trouble> troubles,
    Map<String, DictValue> facts,
    DictValue stats,
    List<String> warnings) {
  /// More of them tell nothing new.
  public static final int MOST_TROUBLES = 50;

  public Outcome {
    hosts = Map.copyOf(hosts);
    troubles = List.copyOf(troubles);
    facts = Map.copyOf(facts);
    warnings = List.copyOf(warnings);
  }

  /// The ways in which a run ends.
  public enum End {
    OK,
    /// Tasks failed, or the project cannot be understood.
    FAILED,
    /// Some host could not be reached; others may have failed.
    UNREACHABLE,
    CANCELLED
  }

  /// Why a host dropped out, or why nothing could run at all.
  ///
  /// @param host empty for the whole run
  /// @param at `file:line`
  /// @param message says nothing of the result where the task has `no_log`
  public record Trouble(
      Kind kind, Optional<String> host, String task, Optional<String> at, String message) {}

  /// The kinds of trouble.
  public enum Kind {
    FAILED,
    UNREACHABLE,
    /// The playbook or something that it names cannot be understood.
    MISTAKE
  }

  public boolean ok() {
    return end == End.OK;
  }

  /// How many hosts changed.
  public boolean changed() {
    return hosts.values().stream().anyMatch(figures -> figures.changed() > 0);
  }
}
