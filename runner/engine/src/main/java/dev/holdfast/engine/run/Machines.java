package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Request;
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

  /// The machine as one task reaches it.
  interface Reach {
    /// Connected, if need be anew.
    Machine machine();

    /// As whom the task's commands run there.
    Become become();

    /// The same as the user who logs in, whoever the task's user is.
    Machine plain();

    /// Starts a command whose streams are the caller's.
    ///
    /// @param become whether as the task's user
    Channel stream(Request request, boolean become);

    /// A variable of the machine's own host, templated.
    Optional<Value> variable(String name);

    /// Whether it is this one, without a way to it.
    boolean local();

    /// The folder for asynchronous jobs, as the machine's shell reads it.
    String asyncFolder();

    /// Ends the connections of the host, so that whoever comes next opens new ones.
    void reset();
  }

  /// Works out how the host is reached, without doing it.
  Reach reach(Asked asked);
}
