package dev.holdfast.engine.module;

import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.MachineException;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// What the engine gives to every module of a task on a host.
public interface Context {
  /// The machine as the task's user, with the task's environment and limits.
  Machine machine();

  /// Whether nothing may change.
  boolean checkMode();

  /// Whether results shall say what changed, line by line.
  boolean diffMode();

  /// How much the user wants to see; 0 without `-v`.
  int verbosity();

  /// The task's environment, already given to the machine's commands.
  Map<String, String> environment();

  ControllerFiles files();

  Templar templar();

  /// A variable or fact of the task, templated, such as `ansible_facts` or `inventory_hostname`.
  Optional<Value> variable(String name);

  /// A variable of the machine that the task runs on, which is another host's when it is delegated.
  default Optional<Value> variableOfMachine(String name) {
    return variable(name);
  }

  /// Whether facts in the result are those of the machine that the task runs on.
  default boolean keepsFacts() {
    return true;
  }

  /// Whether the module's command has ended already, as a job of its own: its warnings then belong
  /// into its result.
  default boolean afterJob() {
    return false;
  }

  /// Whether the task's result is to be hidden.
  default boolean noLog() {
    return false;
  }

  /// Where the task stands: file and line.
  default String place() {
    return "";
  }

  /// Tells the user something beside the result.
  default void warn(String text) {}

  /// Runs another module with arguments of its own on the same host.
  ModuleResult call(String module, DictValue arguments);

  /// Whether the machine is the one that all of this runs on.
  boolean local();

  /// The name of the host that runs the task instead of its own.
  default Optional<String> delegate() {
    return Optional.empty();
  }

  /// As whom commands run on the machine.
  default Become become() {
    return Become.login();
  }

  /// The machine as the user who logs in there, whoever the task's user is.
  default Machine machineOfLogin() {
    return machine();
  }

  /// Runs a program of this machine that talks to one on the machine of the task's own host.
  default RemoteProgram.Outcome run(RemoteProgram program) {
    throw new MachineException(
        MachineException.Reason.NOT_SUPPORTED, "Nothing joins programs of two machines here");
  }

  /// Opens the way to the machine again, after what ended it.
  void reconnect();

  /// Time, for results and waiting.
  Clock clock();

  /// Waits, or stops waiting when the task's time is over.
  void sleep(java.time.Duration duration);
}
