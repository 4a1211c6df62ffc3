package dev.holdfast.engine.run;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.playbook.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Strategies `free` and `host_pinned`: every host goes through the play at its own pace.
///
/// With `host_pinned` at most as many hosts as there are forks are inside the play at once.
final class FreeStrategy implements Strategy {
  private final PlayState state;
  private final HostTasks tasks;
  private final Round round;
  private final Workers workers;
  private final MetaTasks meta;
  private final Includes includes;
  private final int window;
  private final Set<Task> warned = new HashSet<>();

  /// @param window how many hosts may be inside the play at once
  FreeStrategy(
      PlayState state,
      HostTasks tasks,
      Round round,
      Workers workers,
      MetaTasks meta,
      Includes includes,
      int window) {
    this.state = state;
    this.tasks = tasks;
    this.round = round;
    this.workers = workers;
    this.meta = meta;
    this.includes = includes;
    this.window = window;
  }

  @Override
  public boolean run() throws InterruptedException {
    Deque<String> outside = new ArrayDeque<>(state.hostsLeft());
    Messages messages = new Messages();
    int inside = 0;
    while (inside > 0 || !outside.isEmpty()) {
      while (inside < window && !outside.isEmpty()) {
        if (advance(outside.removeFirst(), messages)) {
          inside++;
        }
      }
      if (inside > 0) {
        Messages.Message message = messages.take();
        List<HostResult> results = new ArrayList<>();
        round.take(message, results);
        if (!results.isEmpty()) {
          includes.carryOut(results, state.order());
          if (!advance(message.host(), messages)) {
            inside--;
          }
        }
      }
    }
    state.settle();
    return false;
  }

  /// Sends the host to its next task; false when it has none.
  private boolean advance(String host, Messages messages) {
    while (!state.run().unreachable().contains(host)) {
      PlayState.Next next = state.peek(host);
      state.take(next);
      if (next.task().isEmpty()) {
        return false;
      }
      Task task = next.task().get();
      boolean done =
          !task.handler() && task.role().filter(role -> state.done(role, host)).isPresent();
      if (!done) {
        HostTasks.Moment moment = round.moment();
        TaskInfo info = tasks.describe(task, host, moment);
        if (!MetaTasks.isMeta(task)) {
          begin(task, info, host, next.handler(), moment, messages);
          return true;
        }
        meta.carryOut(task, host, info, moment);
      }
    }
    return false;
  }

  private void begin(
      Task task,
      TaskInfo info,
      String host,
      boolean handler,
      HostTasks.Moment moment,
      Messages messages) {
    HostTasks.Rules rules = tasks.rules(task, host, moment);
    if (rules.once() && warned.add(task)) {
      warn(
          "Using run_once with the free strategy is not currently supported. This task will still be"
              + " executed for every host in the inventory list.");
    }
    if (rules.anyErrorsFatal()) {
      warn(
          "Using any_errors_fatal with the free strategy is not supported, as tasks are executed"
              + " independently on each host");
    }
    state.run().tell(new Event.TaskStarted(info, handler));
    workers.submit(rules.throttle(), task, () -> round.work(task, host, moment, messages));
  }

  private void warn(String text) {
    state.run().tell(new Event.Warning(text));
  }
}
