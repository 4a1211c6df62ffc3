package dev.holdfast.engine.event;

import dev.holdfast.engine.playbook.Task;
import java.util.Optional;

/// A task as output shows it.
///
/// @param name templated, behind its role
/// @param role the role's name with its collection
/// @param noLog whether its results are censored
/// @param diff whether differences are wanted
/// @param checkMode whether it runs without changing anything
public record TaskInfo(
    Task task, String name, Optional<String> role, boolean noLog, boolean diff, boolean checkMode) {
  /// The action as the task writes it.
  public String action() {
    return task.call().name();
  }

  /// `file:line`, as verbose output shows it.
  public String path() {
    return task.at().fileLine();
  }
}
