package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.transport.Limits;
import java.util.Map;
import java.util.Optional;

/// The machines behind hosts. Connections are kept for the whole run.
interface Machines {
  /// Who asks, and how commands are to run.
  ///
  /// @param host for whom the task runs
  /// @param delegate who runs it instead
  record Asked(
      Task task,
      HostTasks.Moment moment,
      String host,
      Optional<String> delegate,
      Templates templates,
      Keywords keywords,
      Map<String, String> environment,
      Limits limits) {}

  /// The machine, connected when it is first asked something.
  Machine machine(Asked asked);

  /// Whether that machine is this one, without a way to it.
  boolean local(Asked asked);

  /// The folder for asynchronous jobs, as the machine's shell reads it.
  String asyncFolder(Asked asked);

  /// Ends the connections of the host, so that the next task opens new ones.
  void reset(Asked asked);
}
