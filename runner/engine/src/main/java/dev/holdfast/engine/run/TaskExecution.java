package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Actions;
import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.vars.Batch;
import dev.holdfast.engine.vars.Scopes;
import dev.holdfast.engine.vars.VarScope;
import dev.holdfast.engine.vars.VariableStore;
import dev.holdfast.language.template.Options;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// Runs tasks with the variables, machines and modules of a run.
final class TaskExecution implements HostTasks {
  private final Inventory inventory;
  private final Scopes scopes;
  private final VariableStore store;
  private final BiFunction<Play, Optional<Task>, Templar> templars;
  private final Options options;
  private final TaskRunner.Setup setup;

  /// @param options how values are templated
  /// @param templars a templar without variables, with the lookups of a place
  TaskExecution(
      Inventory inventory,
      Scopes scopes,
      VariableStore store,
      BiFunction<Play, Optional<Task>, Templar> templars,
      Options options,
      TaskRunner.Setup setup) {
    this.inventory = inventory;
    this.scopes = scopes;
    this.store = store;
    this.templars = templars;
    this.options = options;
    this.setup = setup;
  }

  /// Templates of a play itself, without a host.
  Templates templates(Play play) {
    VarScope scope =
        scopes.of(
            play, Optional.empty(), Optional.empty(), new Batch(List.of(), List.of(), List.of()));
    return new TemplarTemplates(templars.apply(play, Optional.empty()), scope, options);
  }

  private Templates templates(Task task, String host, Moment moment) {
    Batch batch = batch(moment);
    Host found =
        inventory
            .known(host)
            .orElseThrow(() -> new PlaybookException("no host " + host + " in the inventory"));
    VarScope scope = scopes.of(moment.play(), Optional.of(found), Optional.of(task), batch);
    return new TemplarTemplates(templars.apply(moment.play(), Optional.of(task)), scope, options);
  }

  static Batch batch(Moment moment) {
    return new Batch(moment.batch(), moment.active(), moment.all());
  }

  @Override
  public TaskInfo describe(Task task, String host, Moment moment) {
    return TaskRunner.describe(task, templates(task, host, moment), setup.options());
  }

  @Override
  public Rules rules(Task task, String host, Moment moment) {
    Keywords keywords =
        new Keywords(task, templates(task, host, moment), setup.options().keywords());
    boolean once = flag(keywords, Keyword.RUN_ONCE) || Actions.once(task.call().name());
    return new Rules(
        once,
        flag(keywords, Keyword.ANY_ERRORS_FATAL),
        flag(keywords, Keyword.IGNORE_ERRORS),
        number(keywords));
  }

  /// Keywords that need the variables of a loop say nothing about the whole task.
  private static boolean flag(Keywords keywords, Keyword keyword) {
    try {
      return keywords.flag(keyword, false);
    } catch (LanguageException | PlaybookException unknown) {
      return false;
    }
  }

  private static int number(Keywords keywords) {
    try {
      return keywords.number(Keyword.THROTTLE, 0);
    } catch (LanguageException | PlaybookException unknown) {
      return 0;
    }
  }

  @Override
  public HostResult run(Task task, String host, Moment moment, Consumer<Event> progress) {
    return new TaskRunner(
            new TaskRunner.Subject(task, host, moment),
            templates(task, host, moment),
            progress,
            setup)
        .run();
  }

  @Override
  public boolean condition(Task task, String host, Moment moment) {
    return TaskRunner.holds(task, templates(task, host, moment));
  }

  @Override
  public Value template(Value value, Task task, String host, Moment moment) {
    return templates(task, host, moment).template(value);
  }

  @Override
  public void reset(Task task, String host, Moment moment) {
    Templates templates = templates(task, host, moment);
    Keywords keywords = new Keywords(task, templates, setup.options().keywords());
    setup
        .machines()
        .reach(
            new Machines.Asked(
                task, moment, host, Optional.empty(), templates, keywords, Map.of(), Limits.NONE))
        .reset();
  }

  @Override
  public void register(String host, String name, DictValue value, boolean foreign) {
    DictValue kept = Copies.withoutInternals(value, foreign);
    kept.entries().remove(Str.of("invocation"));
    store.set(host, name, kept);
  }

  @Override
  public void facts(String host, DictValue facts) {
    store.addFacts(host, facts);
  }

  @Override
  public void variables(String host, DictValue variables) {
    variables.entries().forEach((key, value) -> store.set(host, Text.str(key), value));
  }

  @Override
  public void includedVariables(String host, DictValue variables) {
    variables.entries().forEach((key, value) -> store.include(host, Text.str(key), value));
  }

  @Override
  public void clearFacts(String host) {
    store.clearFacts(host);
  }
}
