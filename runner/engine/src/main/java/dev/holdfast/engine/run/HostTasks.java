package dev.holdfast.engine.run;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.function.Consumer;

/// How tasks are run on hosts. Every method may be called from the host's own thread.
interface HostTasks {
  /// The play's hosts as they stand when a round begins.
  ///
  /// @param batch those of the batch that are still in the play
  /// @param active those of all batches that are
  /// @param all those that the play chose
  record Moment(Play play, List<String> batch, List<String> active, List<String> all) {
    public Moment {
      batch = List.copyOf(batch);
      active = List.copyOf(active);
      all = List.copyOf(all);
    }
  }

  /// The task as output shows it, named with the variables of the host.
  TaskInfo describe(Task task, String host, Moment moment);

  /// What decides, before the task runs, on how many hosts it does.
  Rules rules(Task task, String host, Moment moment);

  /// @param once whether the first host runs it for all
  /// @param throttle how many hosts may run it at once; 0 for no limit of its own
  record Rules(boolean once, boolean anyErrorsFatal, boolean ignoreErrors, int throttle) {}

  /// Runs the task; never throws for what a playbook can do wrong.
  ///
  /// @param progress takes rounds of loops and retries as they happen
  HostResult run(Task task, String host, Moment moment, Consumer<Event> progress);

  /// Whether the conditions of a `meta` task hold on the host.
  boolean condition(Task task, String host, Moment moment);

  /// A template with the variables of a task that is not on its host's thread.
  Value template(Value value, Task task, String host, Moment moment);

  /// Ends the connections of a host, so that the next task opens new ones.
  void reset(Task task, String host, Moment moment);

  /// Keeps what a result sets.
  ///
  /// @param foreign whether a module said it, so that it is never templated
  void register(String host, String name, DictValue value, boolean foreign);

  void facts(String host, DictValue facts);

  void variables(String host, DictValue variables);

  void includedVariables(String host, DictValue variables);

  void clearFacts(String host);
}
