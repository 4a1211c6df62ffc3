package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Action;
import dev.holdfast.engine.action.ActionContext;
import dev.holdfast.engine.action.Actions;
import dev.holdfast.engine.action.AsyncStatus;
import dev.holdfast.engine.action.Effect;
import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.Flags;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.MachineException;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.language.jinja.PluginNames;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.TransportException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs a task's action once: its arguments, its machine, its module; or starts it as a job.
///
/// @param scope the variables of the round
/// @param delegate who runs it instead of the host
record ActionCall(
    TaskRunner.Subject subject,
    TaskInfo info,
    Keywords keywords,
    Templates scope,
    Optional<String> delegate,
    TaskRunner.Setup setup) {
  private static final int POLL = 15;

  Attempts.Done run(Consumer<Event> progress) {
    int timeout = keywords.number(Keyword.TIMEOUT, 0);
    try {
      return called(context(timeout), progress);
    } catch (ModuleFailure failure) {
      return done(Verdicts.withException(failure.result().values()));
    } catch (TransportException lost) {
      if (lost.reason() == TransportException.Reason.CONFIGURATION) {
        throw new PlaybookException(String.valueOf(lost.getMessage()));
      }
      return done(Verdicts.unreachable(lost));
    } catch (MachineException mistake) {
      boolean late = timeout > 0 && mistake.reason() == MachineException.Reason.TIMED_OUT;
      return done(
          Verdicts.failure(
              late
                  ? "The %s action failed to execute in the expected time frame (%d) and was terminated"
                      .formatted(subject.task().call().name(), timeout)
                  : "MODULE FAILURE: " + mistake.getMessage()));
    }
  }

  private static Attempts.Done done(DictValue result) {
    return new Attempts.Done(result, List.of());
  }

  private TaskContext context(int timeout) {
    Limits limits =
        timeout > 0 ? Limits.NONE.withTimeout(Duration.ofSeconds(timeout)) : Limits.NONE;
    Machines.Asked asked =
        new Machines.Asked(
            subject.task(),
            subject.moment(),
            subject.host(),
            delegate,
            scope,
            keywords,
            keywords.environment(),
            limits);
    return new TaskContext(
        setup.machines(),
        asked,
        new TaskContext.Modes(
            info.checkMode(), info.diff(), setup.options().verbosity(), info.noLog()),
        setup.services().of(subject.moment().play(), subject.task(), scope, modules()),
        scope);
  }

  private Attempts.Done called(TaskContext context, Consumer<Event> progress) {
    String name = Text.str(scope.template(Str.of(subject.task().call().name())));
    TaskArguments arguments = new TaskArguments(keywords, scope);
    int async = keywords.number(Keyword.ASYNC, 0);
    Optional<Action> action = Actions.of(name);
    if (action.isPresent()) {
      refuseReplaced(name);
      refuse(async > 0, "async is not supported for this task.");
      List<String> names = PluginNames.all(ActionNames.base(name));
      return act(action.get(), arguments.of(subject.task(), names), context);
    }
    Module module = module(name);
    DictValue given = arguments.of(subject.task(), module.spec().names());
    if (async <= 0) {
      return ended(module, ModuleRunner.run(module, name, given, context));
    }
    refuse(info.checkMode(), "check mode and async cannot be used on same task.");
    return asynchronous(new Work(module, name, given, context), async, progress);
  }

  private Module module(String name) {
    try {
      return modules().named(name).orElseThrow(() -> new PlaybookException(unknown(name)));
    } catch (ModuleFailure unusable) {
      throw placed(unusable);
    }
  }

  private void refuseReplaced(String name) {
    try {
      setup.modules().refuseReplaced(name);
    } catch (ModuleFailure unusable) {
      throw placed(unusable);
    }
  }

  /// What is refused because of the project's files, with the place of the task.
  private ModuleFailure placed(ModuleFailure unusable) {
    return ModuleFailure.of(
        "%s. The task is at %s".formatted(unusable.getMessage(), subject.task().at().fileLine()));
  }

  /// The modules as this task may name them.
  private TaskContext.ModuleTable modules() {
    List<String> collections = subject.task().collections();
    return name -> setup.modules().find(name, collections);
  }

  private static void refuse(boolean wrong, String message) {
    if (wrong) {
      throw ModuleFailure.of(message);
    }
  }

  private Attempts.Done act(Action action, DictValue given, TaskContext context) {
    Action.Outcome outcome =
        action.run(
            new ActionContext(
                subject.task(),
                given,
                subject.task().call().arguments(),
                scope,
                context,
                setup.services().project(subject.moment().play(), subject.task()),
                (own, module) -> new TaskArguments(keywords, scope).under(own, module(module)),
                jobs(context)));
    return new Attempts.Done(outcome.result().values(), outcome.effects());
  }

  private ActionContext.Jobs jobs(TaskContext context) {
    return setup.jobs().of(context::machine, context::asyncFolder);
  }

  private static Attempts.Done ended(Module module, ModuleRunner.Outcome outcome) {
    DictValue result = Verdicts.withException(values(module, outcome));
    List<Effect> effects =
        outcome
            .result()
            .value("ansible_facts")
            .filter(DictValue.class::isInstance)
            .map(value -> List.<Effect>of(new Effect.Facts((DictValue) value)))
            .orElse(List.of());
    return new Attempts.Done(result, effects);
  }

  private static DictValue values(Module module, ModuleRunner.Outcome outcome) {
    DictValue result = outcome.result().values();
    if (result.get("invocation").isEmpty() && !module.reportsArguments()) {
      DictValue invocation = new DictValue();
      invocation.put("module_args", outcome.invocation());
      result.put("invocation", invocation);
    }
    return result;
  }

  private static String unknown(String name) {
    return "couldn't resolve module/action '"
        + name
        + "'. This often indicates a misspelling, missing collection, or incorrect module path.";
  }

  /// A module with all that it needs to run.
  private record Work(Module module, String name, DictValue given, TaskContext context) {
    ModuleRunner.Outcome on(Machine machine) {
      return ModuleRunner.run(module, name, given, context.on(machine));
    }
  }

  private Attempts.Done asynchronous(Work work, int seconds, Consumer<Event> progress) {
    Machine machine = work.context().machine();
    String id;
    switch (FirstRequest.of(machine, work::on)) {
      case FirstRequest.Plan.Ended(var outcome) -> {
        return ended(work.module(), outcome);
      }
      case FirstRequest.Plan.Lone(var command) ->
          id =
              setup
                  .jobs()
                  .onMachine(
                      machine,
                      command,
                      work.context().asyncFolder(),
                      seconds,
                      ran -> values(work.module(), work.on(new Replay(machine, ran))));
      case FirstRequest.Plan.Talk _ ->
          id = setup.jobs().beside(seconds, () -> values(work.module(), work.on(machine)));
    }
    ActionContext.Jobs jobs = jobs(work.context());
    int poll = keywords.number(Keyword.POLL, POLL);
    return done(poll > 0 ? waited(jobs, id, seconds, poll, progress) : started(jobs, id));
  }

  private static DictValue started(ActionContext.Jobs jobs, String id) {
    DictValue result = new DictValue();
    result.put("ansible_job_id", Str.unsafe(id));
    result.put("started", Int.of(1));
    result.put("finished", Int.of(0));
    result.put("results_file", Str.unsafe(jobs.file(id)));
    result.put("changed", Bool.TRUE);
    return result;
  }

  private DictValue waited(
      ActionContext.Jobs jobs, String id, int seconds, int poll, Consumer<Event> progress) {
    DictValue state = new DictValue();
    for (int left = seconds; left > 0; left -= poll) {
      setup.services().sleeper().sleep(Duration.ofSeconds(poll));
      try {
        state = AsyncStatus.status(jobs, id);
      } catch (TransportException lost) {
        // The way may come back while there is time.
        continue;
      }
      if (Flags.of(state, "finished")) {
        jobs.erase(id);
        progress.accept(new Event.AsyncEnded(subject.host(), id, !Flags.of(state, "failed")));
        return state;
      }
      progress.accept(new Event.AsyncPolled(subject.host(), id, state));
    }
    progress.accept(new Event.AsyncEnded(subject.host(), id, false));
    return Verdicts.tooLate(state, id, jobs.file(id), seconds);
  }
}
