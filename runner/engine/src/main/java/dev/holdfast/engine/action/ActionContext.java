package dev.holdfast.engine.action;

import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.playbook.Role;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Optional;

/// What an action may use.
///
/// @param task the task itself
/// @param arguments templated, without those that were omitted
/// @param raw the arguments before templating
/// @param modules what modules get: files, the machine, other modules
/// @param project files with variables
/// @param defaults arguments of other modules
/// @param jobs asynchronous jobs on the machine
public record ActionContext(
    Task task,
    DictValue arguments,
    DictValue raw,
    Templates templates,
    Context modules,
    Project project,
    Defaults defaults,
    Jobs jobs) {
  /// What `module_defaults` of the task say of modules that the action calls.
  @FunctionalInterface
  public interface Defaults {
    /// The arguments, over the module's defaults.
    DictValue under(DictValue arguments, String module);
  }

  /// Asynchronous jobs of the host.
  public interface Jobs {
    /// Where the job leaves its results.
    String file(String id);

    /// How a job stands, with its results once it has ended: `started`, `finished` and those of its
    /// module; empty when there is none of that name.
    Optional<DictValue> state(String id);

    /// Forgets the job and removes what it left.
    void erase(String id);
  }

  /// What of the project's files actions read.
  public interface Project {
    /// The content of a file of variables; empty when it holds nothing.
    ///
    /// @throws dev.holdfast.engine.playbook.PlaybookException when it cannot be read
    Optional<YamlNode> yaml(Path file);

    /// The path of a file of variables, looked for where a task's `vars` are.
    Path find(String folder, String name);

    /// Asks the user at the terminal; empty without one.
    Optional<String> ask(String prompt, boolean hidden);

    /// A line for the user.
    void say(String text);

    /// A warning for the user.
    void warn(String text);

    Settings settings();
  }

  Optional<Role> role() {
    return task.role();
  }
}
