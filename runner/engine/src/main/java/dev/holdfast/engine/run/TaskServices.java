package dev.holdfast.engine.run;

import dev.holdfast.engine.action.ActionContext;
import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Task;

/// What tasks get from the project and the run beside variables and machines.
interface TaskServices {
  /// For modules.
  TaskContext.Services of(
      Play play, Task task, Templates templates, TaskContext.ModuleTable modules);

  /// For the engine's own actions.
  ActionContext.Project project(Play play, Task task);

  TaskContext.Sleeper sleeper();
}
