package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.Step;
import dev.holdfast.engine.playbook.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// All tasks of a play in the order of its text, with which hosts that stand at different tasks are
/// kept in step: the next task of the play that any of them stands at is run by those that do.
final class TaskOrder {
  private final List<Task> order = new ArrayList<>();
  private int current;

  TaskOrder(List<? extends Step> steps) {
    flatten(steps, order);
  }

  static void flatten(List<? extends Step> steps, List<Task> into) {
    for (Step step : steps) {
      switch (step) {
        case Task task -> into.add(task);
        case Block block -> {
          flatten(block.tasks(), into);
          flatten(block.rescue(), into);
          flatten(block.always(), into);
        }
      }
    }
  }

  /// The next task that one of the hosts stands at; the search begins behind the last one and goes
  /// round once.
  Task next(Collection<Task> upcoming) {
    Set<Task> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.addAll(upcoming);
    for (int tried = 0; tried < order.size(); tried++) {
      if (current >= order.size()) {
        current = 0;
      }
      Task task = order.get(current++);
      if (wanted.contains(task)) {
        return task;
      }
    }
    throw new IllegalStateException("a host stands at a task that the play does not have");
  }

  /// Adds what an include brought behind the task that ran last.
  void insert(List<? extends Step> steps) {
    List<Task> added = new ArrayList<>();
    flatten(steps, added);
    order.addAll(current, added);
  }
}
