package dev.holdfast.engine.action;

import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;

/// What a task's result does to the run besides being a result.
public sealed interface Effect {
  /// Facts of the host.
  record Facts(DictValue facts) implements Effect {}

  /// What `set_fact` sets: variables of the host that outlive the play.
  ///
  /// @param cacheable whether they become facts as well
  record Variables(DictValue variables, boolean cacheable) implements Effect {}

  /// What `include_vars` reads.
  record IncludedVariables(DictValue variables) implements Effect {}

  /// A new host for the inventory.
  record AddHost(String name, List<String> groups, DictValue variables) implements Effect {}

  /// The host joins a group.
  record JoinGroup(String group, List<String> parents) implements Effect {}

  /// A change of the inventory by one round of a loop; the round is told when it is known whether
  /// that changed anything.
  ///
  /// @param round with the result that `register` keeps, not censored yet
  record InRound(Effect change, TaskResult round) implements Effect {}

  /// Figures for the recap.
  record Stats(DictValue data, boolean perHost, boolean aggregate) implements Effect {}

  /// Handlers to run later, by name or topic.
  record Notify(List<String> handlers) implements Effect {}

  /// A file of tasks or a role to run next on this host.
  ///
  /// @param role whether it names a role
  /// @param target the file, or the role's name
  /// @param arguments those of the include, templated
  /// @param variables what the included tasks see: the include's and its loop's
  record Include(boolean role, String target, DictValue arguments, Map<String, Value> variables)
      implements Effect {}
}
