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
  /// @param said what it did, or why it did not
  /// @param skipped whether its condition did not hold
  private record Done(String said, boolean skipped) {
    static Done done(String said) {
      return new Done(said, false);
    }

    static Done skipped(String what, String consequence) {
      return new Done(what + " conditional evaluated to False" + consequence, true);
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
    if (!task.origin().implicit()) {
      state.run().tell(new Event.Meta(done.said()));
      if (done.skipped()) {
        tellSkipped(host, info, done.said());
      }
    }
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
    return switch (what) {
      case "noop" -> Done.done(what);
      case "flush_handlers" -> flush(what, host, holds);
      case "refresh_inventory" -> {
        inventory.refresh();
        yield Done.done("inventory successfully refreshed");
      }
      case "role_complete" -> {
        task.role().ifPresent(role -> state.complete(role, host));
        yield Done.done("role_complete for " + host);
      }
      case "reset_connection" -> {
        tasks.reset(task, host, moment);
        yield Done.done("reset connection");
      }
      case "clear_facts", "clear_host_errors" -> clear(what, host, holds);
      case "end_batch", "end_play", "end_host" -> end(what, host, holds);
      default -> throw new PlaybookException("invalid meta action requested: " + what, task.at());
    };
  }

  private Done flush(String what, String host, boolean holds) {
    if (!holds) {
      return Done.skipped(what, ", not running handlers for " + host);
    }
    if (state.cursor(host).inHandlers()) {
      throw new PlaybookException("flush_handlers cannot be used as a handler");
    }
    state.cursor(host).handlers(state.play().handlers());
    return Done.done("triggered running handlers for " + host);
  }

  private Done clear(String what, String host, boolean holds) {
    boolean facts = what.equals("clear_facts");
    if (!holds) {
      return Done.skipped(
          what,
          (facts
                  ? ", not clearing facts and fact cache for "
                  : ", not clearing host error state for ")
              + host);
    }
    if (facts) {
      state.batch().forEach(tasks::clearFacts);
      return Done.done("facts cleared");
    }
    state.clearErrors();
    return Done.done("cleared host errors");
  }

  private Done end(String what, String host, boolean holds) {
    if (!holds) {
      return Done.skipped(
          what,
          switch (what) {
            case "end_batch" -> ", continuing current batch";
            case "end_play" -> ", continuing play";
            default -> ", continuing execution for " + host;
          });
    }
    switch (what) {
      case "end_batch" -> state.endBatch();
      case "end_play" -> state.end();
      default -> {
        state.cursor(host).end();
        state.remove(host);
        return Done.done("ending play for " + host);
      }
    }
    return Done.done(what.equals("end_play") ? "ending play" : "ending batch");
  }
}
