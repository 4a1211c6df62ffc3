package dev.holdfast.engine.event;

import dev.holdfast.engine.playbook.Play;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that happened in a run.
public sealed interface Event {
  /// A playbook begins.
  ///
  /// @param plays how many it has, those of imported playbooks too
  record PlaybookStarted(String file, int plays) implements Event {}

  /// A play begins on a batch of hosts.
  record PlayStarted(Play play, String name, List<String> hosts) implements Event {}

  /// The play's pattern names no host.
  record NoHostsMatched() implements Event {}

  /// All hosts failed before the play's end.
  record NoHostsRemaining() implements Event {}

  /// A task begins.
  ///
  /// @param handler whether it runs as a handler
  record TaskStarted(TaskInfo task, boolean handler) implements Event {}

  /// A task begins on one host; only where that is not told by [TaskStarted].
  record HostStarted(String host, TaskInfo task) implements Event {}

  record Ok(TaskResult result) implements Event {}

  /// @param ignored whether `ignore_errors` lets the host go on
  record Failed(TaskResult result, boolean ignored) implements Event {}

  record Skipped(TaskResult result) implements Event {}

  /// @param ignored whether `ignore_unreachable` lets the host go on
  record Unreachable(TaskResult result, boolean ignored) implements Event {}

  record ItemOk(TaskResult result) implements Event {}

  record ItemFailed(TaskResult result) implements Event {}

  record ItemSkipped(TaskResult result) implements Event {}

  /// A task will be tried again.
  ///
  /// @param left how many tries remain
  record Retry(TaskResult result, int left) implements Event {}

  /// What a task changed in texts and attributes.
  record Diff(TaskResult result) implements Event {}

  /// A file of tasks was included.
  record Included(String file, List<String> hosts, Optional<Value> item) implements Event {}

  /// An asynchronous job was asked for its state and is still running.
  record AsyncPolled(String host, String job, DictValue state) implements Event {}

  /// An asynchronous job that was waited for came to its end.
  ///
  /// @param ok whether it ended well and in time
  record AsyncEnded(String host, String job, boolean ok) implements Event {}

  /// A handler was notified for the first time since it last ran.
  record Notified(String handler, String host) implements Event {}

  record Warning(String text) implements Event {}

  record Deprecation(String text) implements Event {}

  /// A `meta` task did something, as `-vv` shows it.
  record Meta(String text) implements Event {}

  /// An error that ends the run without belonging to a host's task.
  record Mistake(String text) implements Event {}

  /// The end of all playbooks.
  ///
  /// @param custom what `set_stats` set: by host, and for the run under the empty name
  record Stats(Map<String, HostStats> hosts, Map<String, DictValue> custom) implements Event {}
}
