package dev.holdfast.engine.run;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.util.Optional;
import java.util.Set;

/// Carries out `meta` tasks: they steer the run itself and never reach a machine.
final class MetaTasks {
  private static final Set<String> PER_HOST =
      Set.of("noop", "reset_connection", "end_host", "role_complete", "flush_handlers");
  private static final Set<String> WITHOUT_CONDITIONS =
      Set.of("noop", "refresh_inventory", "reset_connection");

  private final PlayState state;
  private final HostTasks tasks;
  private final Inventory inventory;

  MetaTasks(PlayState state, HostTasks tasks, Inventory inventory) {
    this.state = state;
    this.tasks = tasks;
    this.inventory = inventory;
  }

  static boolean isMeta(Task task) {
    return task.call().base().equals("meta");
  }

  static String what(Task task) {
    return task.call().arguments().get("_raw_params").map(Text::str).orElse("").strip();
  }

  /// Whether each host carries it out for itself.
  static boolean perHost(Task task) {
    return PER_HOST.contains(what(task));
  }

  /// What came of it.
  ///
  /// @param skipped the reason, when the condition did not hold
  private record Done(Optional<String> skipped) {
    static final Done DONE = new Done(Optional.empty());

    static Done skipped(String what, String consequence) {
      return new Done(Optional.of(what + " conditional evaluated to False" + consequence));
    }
  }

  void carryOut(Task task, String host, TaskInfo info, HostTasks.Moment moment) {
    String what = what(task);
    if (WITHOUT_CONDITIONS.contains(what)
        && !task.origin().implicit()
        && !task.directives().all(Keyword.WHEN).isEmpty()) {
      state.run().tell(new Event.Warning(what + " task does not support when conditional"));
    }
    boolean holds = WITHOUT_CONDITIONS.contains(what) || tasks.condition(task, host, moment);
    Done done = act(task, what, host, moment, holds);
    if (task.handler()) {
      state.notifications().ran(task, host);
    }
    done.skipped()
        .filter(_ -> !task.origin().implicit())
        .ifPresent(reason -> tellSkipped(host, info, reason));
  }

  private void tellSkipped(String host, TaskInfo info, String reason) {
    DictValue result = new DictValue();
    result.put("msg", Str.unsafe(what(info.task())));
    result.put("skipped", Bool.TRUE);
    result.put("skip_reason", Str.unsafe(reason));
    state
        .run()
        .tell(
            new Event.Skipped(
                new TaskResult(host, Optional.empty(), info, result, Optional.empty())));
  }

  private Done act(Task task, String what, String host, HostTasks.Moment moment, boolean holds) {
    switch (what) {
      case "noop" -> {}
      case "flush_handlers" -> {
        if (!holds) {
          return Done.skipped(what, ", not running handlers for " + host);
        }
        if (state.cursor(host).inHandlers()) {
          throw new PlaybookException("flush_handlers cannot be used as a handler");
        }
        state.cursor(host).handlers(state.play().handlers());
      }
      case "refresh_inventory" -> inventory.refresh();
      case "clear_facts" -> {
        if (!holds) {
          return Done.skipped(what, ", not clearing facts and fact cache for " + host);
        }
        state.batch().forEach(tasks::clearFacts);
      }
      case "clear_host_errors" -> {
        if (!holds) {
          return Done.skipped(what, ", not clearing host error state for " + host);
        }
        state.clearErrors();
      }
      case "end_batch" -> {
        if (!holds) {
          return Done.skipped(what, ", continuing current batch");
        }
        state.endBatch();
      }
      case "end_play" -> {
        if (!holds) {
          return Done.skipped(what, ", continuing play");
        }
        state.end();
      }
      case "end_host" -> {
        if (!holds) {
          return Done.skipped(what, ", continuing execution for " + host);
        }
        state.cursor(host).end();
        state.remove(host);
      }
      case "role_complete" -> {
        task.role().ifPresent(role -> state.complete(role, host));
      }
      case "reset_connection" -> tasks.reset(task, host, moment);
      default -> throw new PlaybookException("invalid meta action requested: " + what, task.at());
    }
    return Done.DONE;
  }
}
