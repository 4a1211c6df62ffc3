package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Actions;
import dev.holdfast.engine.action.Effect;
import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.Flags;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.foreign.ModuleResolver;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.SourceExcerpt;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.template.Omit;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateSyntaxError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs one task on one host: its loop, its conditions, its action, and what its keywords make of
/// the result.
final class TaskRunner {
  /// The variable under which the rounds of an include see their label.
  static final String ITEM_LABEL = "_ansible_item_label";

  private final Task task;
  private final String host;
  private final Subject subject;
  private final Templates templates;
  private final Consumer<Event> progress;
  private final Setup setup;
  private final List<Effect> effects = new ArrayList<>();

  /// To whom the task is delegated as far as is known; what cannot be templated as it is written.
  private Optional<String> delegate = Optional.empty();

  /// What all tasks share.
  record Setup(
      RunOptions options,
      ModuleResolver modules,
      TaskServices services,
      Machines machines,
      Delegates delegates,
      AsyncJobs jobs) {}

  /// What runs where and when.
  record Subject(Task task, String host, HostTasks.Moment moment) {}

  TaskRunner(Subject subject, Templates templates, Consumer<Event> progress, Setup setup) {
    this.subject = subject;
    this.task = subject.task();
    this.host = subject.host();
    this.templates = templates;
    this.progress = progress;
    this.setup = setup;
  }

  /// The task as output shows it; a name that cannot be templated is shown as written.
  static TaskInfo describe(Task task, Templates templates, RunOptions options) {
    Keywords keywords = new Keywords(task, templates, options.keywords());
    String name = task.name();
    if (!task.ownName().isEmpty()) {
      try {
        name =
            name.substring(0, name.length() - task.ownName().length())
                + Text.str(templates.templateLeniently(Str.of(task.ownName())));
      } catch (LanguageException unknown) {
        name = task.name();
      }
    }
    return new TaskInfo(
        task,
        name,
        task.role().map(role -> role.qualifiedName()),
        lenientFlag(keywords, Keyword.NO_LOG, false),
        lenientFlag(keywords, Keyword.DIFF, options.diff()),
        lenientFlag(keywords, Keyword.CHECK_MODE, options.check()));
  }

  /// A flag that needs the variables of a loop is judged again in each round.
  private static boolean lenientFlag(Keywords keywords, Keyword keyword, boolean otherwise) {
    try {
      return keywords.flag(keyword, otherwise);
    } catch (LanguageException | PlaybookException e) {
      return otherwise;
    }
  }

  HostResult run() {
    TaskInfo info = describe(task, templates, setup.options());
    Keywords keywords = keywords(templates);
    try {
      return looped(info, keywords);
    } catch (PythonError mistake) {
      return ended(info, keywords, Verdicts.crash(mistake));
    } catch (TemplateSyntaxError mistake) {
      return ended(info, keywords, Verdicts.crash(mistake));
    } catch (LanguageException | PlaybookException | ModuleFailure mistake) {
      return ended(info, keywords, Verdicts.mistake(String.valueOf(mistake.getMessage())));
    }
  }

  /// What could not even be tried: the whole task ends with it, also in the middle of a loop.
  private HostResult ended(TaskInfo info, Keywords keywords, DictValue result) {
    return new HostResult(host, delegate, info, result, effects, terms(keywords));
  }

  private Keywords keywords(Templates scope) {
    return new Keywords(task, scope, setup.options().keywords());
  }

  private HostResult looped(TaskInfo info, Keywords keywords) {
    Optional<Loop> loop = Optional.empty();
    Optional<UndefinedError> loopError = Optional.empty();
    try {
      loop = Loop.of(task, templates);
    } catch (UndefinedError undefined) {
      loopError = Optional.of(undefined);
    }
    if (loop.isEmpty()) {
      Round round = round(info, keywords, templates, loopError);
      return result(round.info(), keywords, round.result(), round.delegate());
    }
    if (loop.get().size() == 0) {
      return result(info, keywords, Verdicts.noItems(), Optional.empty());
    }
    return rounds(loop.get(), info, keywords);
  }

  /// One round of a loop, or the only run of a task without one.
  private record Round(
      TaskInfo info, DictValue result, Optional<String> delegate, boolean ignoreErrors) {}

  private HostResult rounds(Loop loop, TaskInfo info, Keywords keywords) {
    List<DictValue> results = new ArrayList<>();
    boolean hidden = info.noLog();
    boolean ignore = true;
    Optional<String> last = Optional.empty();
    DictValue seen = new DictValue();
    for (int number = 0; number < loop.size(); number++) {
      if (number > 0 && loop.control().pause() > 0) {
        sleep(Duration.ofMillis((long) (loop.control().pause() * 1000)));
      }
      DictValue variables = DictValue.copyOf(seen);
      loop.variables(number).entries().forEach(variables::put);
      Templates scope = templates.with(variables);
      TaskInfo roundInfo = describe(task, scope, setup.options());
      int before = effects.size();
      Round round = round(roundInfo, keywords(scope), scope, Optional.empty());
      DictValue result = round.result();
      Value label = finish(loop, number, result, scope);
      if (isInclude()) {
        // Its rounds are not told one by one.
        result.put(ITEM_LABEL, label);
        labelIncludes(before, loop, number, label);
      }
      tellRound(roundInfo, round, label, effects.subList(before, effects.size()));
      results.add(result);
      hidden |= roundInfo.noLog();
      ignore &= !Flags.of(result, "failed") || round.ignoreErrors();
      last = round.delegate();
      Attempts.shown(effects.subList(before, effects.size()), scope, setup.options().injectFacts())
          .entries()
          .forEach(seen::put);
      keywords(scope).text(Keyword.REGISTER).ifPresent(name -> seen.put(name, result));
    }
    DictValue total = Attempts.total(results);
    TaskInfo shown =
        new TaskInfo(task, info.name(), info.role(), hidden, info.diff(), info.checkMode());
    HostResult all = result(shown, keywords, total, last);
    boolean tolerated = Flags.of(total, "failed") ? ignore : all.terms().ignoreErrors();
    return new HostResult(host, last, shown, total, effects, withIgnore(all.terms(), tolerated));
  }

  private static HostResult.Terms withIgnore(HostResult.Terms terms, boolean ignoreErrors) {
    return new HostResult.Terms(
        ignoreErrors,
        terms.ignoreUnreachable(),
        terms.anyErrorsFatal(),
        terms.runOnce(),
        terms.delegateFacts(),
        terms.register());
  }

  private Value finish(Loop loop, int number, DictValue result, Templates scope) {
    loop.variables(number).entries().forEach(result::put);
    try {
      return loop.label(number, scope);
    } catch (UndefinedError undefined) {
      result.put("failed", Bool.TRUE);
      result.put(
          "msg", Str.unsafe("Failed to template loop_control.label: " + undefined.getMessage()));
      return loop.item(number);
    }
  }

  /// The tasks of an include see the round's variables.
  private void labelIncludes(int from, Loop loop, int number, Value label) {
    for (int index = from; index < effects.size(); index++) {
      if (effects.get(index) instanceof Effect.Include include) {
        Map<String, Value> variables = new LinkedHashMap<>(include.variables());
        loop.variables(number)
            .entries()
            .forEach((key, value) -> variables.put(Text.str(key), value));
        variables.remove("ansible_loop_var");
        variables.remove("ansible_index_var");
        variables.put(ITEM_LABEL, label);
        effects.set(
            index,
            new Effect.Include(include.role(), include.target(), include.arguments(), variables));
      }
    }
  }

  private void tellRound(TaskInfo info, Round round, Value label, List<Effect> own) {
    DictValue result = round.result();
    Optional<Value> shownLabel = info.noLog() ? Optional.of(None.NONE) : Optional.of(label);
    TaskResult all = new TaskResult(host, round.delegate(), info, result, shownLabel);
    TaskResult told = Censorship.shown(all);
    if (Flags.failed(result) || Flags.of(result, "unreachable")) {
      progress.accept(new Event.ItemFailed(told));
    } else if (Flags.of(result, "skipped")) {
      progress.accept(new Event.ItemSkipped(told));
    } else if (own.stream().anyMatch(TaskRunner::changesInventory)) {
      own.replaceAll(effect -> changesInventory(effect) ? new Effect.InRound(effect, all) : effect);
    } else if (!isInclude()) {
      if (info.diff() && result.get("diff").isPresent()) {
        progress.accept(new Event.Diff(told));
      }
      progress.accept(new Event.ItemOk(told));
    }
  }

  private static boolean changesInventory(Effect effect) {
    return effect instanceof Effect.AddHost || effect instanceof Effect.JoinGroup;
  }

  private boolean isInclude() {
    return ActionNames.includesTasks(task.call().name())
        || ActionNames.includesRole(task.call().name());
  }

  private HostResult result(
      TaskInfo info, Keywords keywords, DictValue result, Optional<String> delegate) {
    if (result.get("changed").isEmpty()) {
      result.put("changed", Bool.FALSE);
    }
    return new HostResult(host, delegate, info, result, effects, terms(keywords));
  }

  private HostResult.Terms terms(Keywords keywords) {
    return new HostResult.Terms(
        lenientFlag(keywords, Keyword.IGNORE_ERRORS, false),
        lenientFlag(keywords, Keyword.IGNORE_UNREACHABLE, false),
        lenientFlag(keywords, Keyword.ANY_ERRORS_FATAL, false),
        lenientFlag(keywords, Keyword.RUN_ONCE, false) || Actions.once(task.call().name()),
        lenientFlag(keywords, Keyword.DELEGATE_FACTS, false),
        task.directives().own(Keyword.REGISTER).map(given -> Text.str(given.value())));
  }

  private Round round(
      TaskInfo info, Keywords keywords, Templates bare, Optional<UndefinedError> loopError) {
    Templates scope = setup.delegates().connected(subject, keywords, bare);
    delegate = Optional.empty();
    DictValue result;
    if (!conditions(scope, loopError)) {
      result = Verdicts.notWanted();
    } else if (loopError.isPresent()) {
      throw loopError.get();
    } else if (isInclude()) {
      result = include(scope);
    } else {
      delegate = delegate(keywords);
      Templates full =
          delegate.map(to -> setup.delegates().shown(subject, to, scope)).orElse(scope);
      result = attempts(info, keywords(full), full, delegate);
      delegate.ifPresent(
          to -> result.put("_ansible_delegated_vars", setup.delegates().told(subject, to)));
    }
    notify(keywords, result);
    return new Round(info, result, delegate, lenientFlag(keywords, Keyword.IGNORE_ERRORS, false));
  }

  private Optional<String> delegate(Keywords keywords) {
    delegate = task.directives().nearest(Keyword.DELEGATE_TO).map(given -> Text.str(given.value()));
    return keywords.text(Keyword.DELEGATE_TO);
  }

  /// Whether every `when` around the task holds; the loop's own error outranks one of theirs.
  private boolean conditions(Templates scope, Optional<UndefinedError> loopError) {
    try {
      return holds(task, scope);
    } catch (LanguageException mistake) {
      if (loopError.isPresent()) {
        throw loopError.get();
      }
      throw new PlaybookException(mistake.getMessage() + SourceExcerpt.of(task.at()));
    }
  }

  /// Whether every `when` around a task holds.
  static boolean holds(Task task, Templates scope) {
    for (var given : task.directives().all(Keyword.WHEN)) {
      Value value = given.value();
      List<Value> conditions = value instanceof ListValue list ? list.items() : List.of(value);
      for (Value condition : conditions) {
        if (condition != None.NONE && !scope.condition(condition)) {
          return false;
        }
      }
    }
    return true;
  }

  private void notify(Keywords keywords, DictValue result) {
    if (task.directives().nearest(Keyword.NOTIFY).isEmpty()
        || Flags.of(result, "skipped")
        || !Flags.of(result, "changed")) {
      return;
    }
    effects.add(new Effect.Notify(keywords.texts(Keyword.NOTIFY)));
  }

  private DictValue include(Templates scope) {
    boolean role = ActionNames.includesRole(task.call().name());
    DictValue raw = DictValue.copyOf(task.call().arguments());
    raw.entries().remove(Str.of("apply"));
    Value templated = scope.template(raw);
    DictValue arguments = templated instanceof DictValue dict ? dict : raw;
    arguments.entries().values().removeIf(Omit::is);
    String target =
        Text.str(
            (role
                    ? arguments.get("name").or(() -> arguments.get("role"))
                    : arguments.get("_raw_params"))
                .orElse(Str.of("")));
    Map<String, Value> variables = new LinkedHashMap<>();
    task.directives()
        .own(Keyword.VARS)
        .ifPresent(given -> {
          if (given.value() instanceof DictValue dict) {
            dict.entries().forEach((key, value) -> variables.put(Text.str(key), value));
          }
        });
    effects.add(new Effect.Include(role, target, arguments, variables));
    DictValue result = new DictValue();
    if (!role) {
      result.put("include", Str.unsafe(target));
    }
    DictValue shown = DictValue.copyOf(arguments);
    shown.entries().remove(Str.of("_raw_params"));
    result.put("include_args", shown);
    return result;
  }

  private DictValue attempts(
      TaskInfo info, Keywords keywords, Templates scope, Optional<String> delegate) {
    Attempts attempts =
        new Attempts(
            keywords,
            scope,
            info,
            new Attempts.Teller(host, progress, this::sleep, setup.options().injectFacts()));
    ActionCall call = new ActionCall(subject, info, keywords, scope, delegate, setup);
    Attempts.Done done =
        attempts.run(() -> {
          Attempts.Done once = call.run(progress);
          keywords.text(Keyword.REGISTER).ifPresent(Verdicts::requireRegistrable);
          return once;
        });
    effects.addAll(done.effects());
    return done.result();
  }

  private void sleep(Duration duration) {
    setup.services().sleeper().sleep(duration);
  }
}
