package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Effect;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.jinja.Literals;
import dev.holdfast.language.value.Arithmetic;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

/// What a result means: for the host, for its variables, for handlers, for the inventory and for
/// what is shown.
final class ResultProcessor {
  private final PlayState state;
  private final HostTasks tasks;
  private final Inventory inventory;
  private final boolean missingHandlerFails;

  /// @param missingHandlerFails whether notifying an unknown handler ends the run
  ResultProcessor(
      PlayState state, HostTasks tasks, Inventory inventory, boolean missingHandlerFails) {
    this.state = state;
    this.tasks = tasks;
    this.inventory = inventory;
    this.missingHandlerFails = missingHandlerFails;
  }

  void process(HostResult result) {
    withoutDebugger(result);
    if (result.failed()) {
      failed(result);
    } else if (result.unreachable()) {
      unreachable(result);
    } else if (result.skipped()) {
      count(result, HostStatistics.Count.SKIPPED);
      state.run().tell(new Event.Skipped(shown(result)));
    } else {
      ok(result);
    }
    register(result);
    Task task = result.info().task();
    if (task.role().isPresent() && !result.skipped() && !result.unreachable()) {
      state.begun(task.role().get(), result.host());
    }
    if (task.handler()) {
      state.notifications().ran(task, result.host());
    }
  }

  /// Ansible's debugger reads Python; who asks for it is told that there is none.
  private void withoutDebugger(HostResult result) {
    result
        .info()
        .task()
        .directives()
        .nearest(Keyword.DEBUGGER)
        .map(given -> Text.str(given.value()))
        .filter(when -> !when.equals("never"))
        .ifPresent(when ->
            state
                .run()
                .tell(
                    new Event.Warning(
                        "There is no task debugger here: 'debugger: " + when + "' has no effect")));
  }

  private void failed(HostResult result) {
    boolean ignored = result.terms().ignoreErrors();
    if (ignored) {
      count(result, HostStatistics.Count.OK);
      count(result, HostStatistics.Count.IGNORED);
      if (result.changed()) {
        count(result, HostStatistics.Count.CHANGED);
      }
    } else {
      leave(result);
    }
    state.run().tell(new Event.Failed(shown(result), ignored));
  }

  private void leave(HostResult result) {
    String host = result.host();
    boolean rescued;
    if (result.terms().runOnce()) {
      rescued = state.cursor(host).rescuable();
      for (String each : state.hostsLeft()) {
        state.fail(each);
      }
    } else {
      rescued = state.fail(host);
    }
    if (rescued) {
      count(result, HostStatistics.Count.RESCUED);
      DictValue failed = new DictValue();
      failed.put("ansible_failed_task", describe(result));
      failed.put("ansible_failed_result", result.result());
      tasks.variables(host, failed);
    } else {
      count(result, HostStatistics.Count.FAILED);
    }
  }

  /// The task as `ansible_failed_task` shows it.
  private static Value describe(HostResult result) {
    Task task = result.info().task();
    DictValue described = new DictValue();
    described.put("name", Str.unsafe(task.ownName()));
    described.put("action", Str.unsafe(task.call().name()));
    described.put("args", task.call().arguments());
    for (Keyword keyword : List.of(Keyword.REGISTER, Keyword.TAGS, Keyword.WHEN, Keyword.VARS)) {
      task.directives()
          .own(keyword)
          .ifPresent(given -> described.put(keyword.text(), given.value()));
    }
    return Literals.unsafe(described);
  }

  private void unreachable(HostResult result) {
    boolean ignored = result.terms().ignoreUnreachable();
    if (ignored) {
      count(result, HostStatistics.Count.OK);
      count(result, HostStatistics.Count.IGNORED);
    } else {
      state.run().unreachable().add(result.host());
      state.remove(result.host());
      count(result, HostStatistics.Count.UNREACHABLE);
    }
    state.run().tell(new Event.Unreachable(shown(result), ignored));
  }

  private void ok(HostResult result) {
    boolean inventoryChanged = false;
    for (Effect effect : result.effects()) {
      inventoryChanged |= apply(effect, result);
    }
    if (inventoryChanged && !judged(result)) {
      result.result().put("changed", Bool.TRUE);
    }
    boolean diff = result.info().diff() && hasDiff(result.result());
    if (diff) {
      state.run().tell(new Event.Diff(shown(result)));
    }
    boolean include = result.effects().stream().anyMatch(Effect.Include.class::isInstance);
    if (!include) {
      count(result, HostStatistics.Count.OK);
      if (result.changed()) {
        count(result, HostStatistics.Count.CHANGED);
      }
    }
    state.run().tell(new Event.Ok(shown(result)));
  }

  private static boolean judged(HostResult result) {
    return result.info().task().directives().own(Keyword.CHANGED_WHEN).isPresent();
  }

  private static boolean hasDiff(DictValue result) {
    return result.get("diff").isPresent()
        || (result.get("results").orElse(new ListValue()) instanceof ListValue rounds
            && rounds.items().stream()
                .anyMatch(
                    round -> round instanceof DictValue dict && dict.get("diff").isPresent()));
  }

  /// @return whether the inventory is another one now
  private boolean apply(Effect effect, HostResult result) {
    switch (effect) {
      case Effect.Notify notify -> {
        if (result.changed()) {
          notify.handlers().forEach(name -> notify(name, result));
        }
      }
      case Effect.Facts facts -> factHosts(result).forEach(h -> tasks.facts(h, facts.facts()));
      case Effect.Variables variables -> {
        for (String host : factHosts(result)) {
          if (variables.cacheable()) {
            tasks.facts(host, variables.variables());
          }
          tasks.variables(host, variables.variables());
          state.run().results().fact(host, variables.variables(), result.info().noLog());
        }
      }
      case Effect.IncludedVariables included ->
          factHosts(result).forEach(h -> tasks.includedVariables(h, included.variables()));
      case Effect.AddHost host -> {
        return inventory.addHost(host.name(), host.groups(), host.variables());
      }
      case Effect.JoinGroup join -> {
        return inventory
            .host(result.host())
            .filter(host -> inventory.addToGroup(host, join.group(), join.parents()))
            .isPresent();
      }
      case Effect.InRound(Effect change, TaskResult round) -> {
        boolean changed = apply(change, result);
        if (changed && !judged(result)) {
          round.result().put("changed", Bool.TRUE);
        }
        state.run().tell(new Event.ItemOk(Censorship.shown(round)));
        return changed;
      }
      case Effect.Stats stats -> stats(stats, result);
      case Effect.Include _ -> {}
    }
    return false;
  }

  /// Whose facts these are: the delegate's when that is wanted, all hosts' for a task that runs
  /// once for all.
  private List<String> factHosts(HostResult result) {
    if (result.delegate().isPresent() && result.terms().delegateFacts()) {
      return List.of(result.delegate().get());
    }
    return hosts(result);
  }

  private List<String> hosts(HostResult result) {
    return result.terms().runOnce() ? state.hostsLeft() : List.of(result.host());
  }

  private void stats(Effect.Stats stats, HostResult result) {
    List<String> hosts = stats.perHost() ? hosts(result) : List.of("");
    for (String host : hosts) {
      DictValue all = state.run().custom().computeIfAbsent(host, _ -> new DictValue());
      DictValue now = new DictValue();
      stats
          .data()
          .entries()
          .forEach(
              (key, value) -> now.put(key, stats.aggregate() ? sum(all.get(key), value) : value));
      now.entries().forEach(all::put);
      state.run().results().stat(host, now, result.info().noLog());
    }
  }

  private static Value sum(Optional<Value> before, Value value) {
    if (before.isEmpty()) {
      return value;
    }
    if (before.get() instanceof DictValue old && value instanceof DictValue more) {
      DictValue merged = DictValue.copyOf(old);
      more.entries().forEach(merged::put);
      return merged;
    }
    return Arithmetic.add(before.get(), value);
  }

  private void notify(String name, HostResult result) {
    boolean found = false;
    Optional<Task> named = named(name);
    if (named.isPresent()) {
      found = true;
      want(named.get(), result);
    }
    for (Task handler : state.play().handlers()) {
      if (topics(handler).contains(name)) {
        found = true;
        want(handler, result);
      }
    }
    if (!found) {
      String message =
          "The requested handler '"
              + name
              + "' was not found in either the main handlers list nor in the listening handlers"
              + " list";
      if (missingHandlerFails) {
        throw new PlaybookException(message);
      }
      state.run().tell(new Event.Warning(message));
    }
  }

  private void want(Task handler, HostResult result) {
    if (state.notifications().add(handler, result.host())) {
      state.run().tell(new Event.Notified(handler.name(), result.host()));
    }
  }

  /// The handler of that name; of several the last one defined.
  private Optional<Task> named(String name) {
    List<Task> handlers = state.play().handlers();
    for (int index = handlers.size() - 1; index >= 0; index--) {
      Task handler = handlers.get(index);
      String own = handler.ownName();
      if (!own.isEmpty() && answersTo(handler, templated(own, handler), name)) {
        return Optional.of(handler);
      }
    }
    return Optional.empty();
  }

  private static boolean answersTo(Task handler, String own, String name) {
    if (own.equals(name)) {
      return true;
    }
    return handler
        .role()
        .filter(role ->
            name.equals(role.name() + " : " + own)
                || name.equals(role.qualifiedName() + " : " + own))
        .isPresent();
  }

  private String templated(String own, Task handler) {
    if (!own.contains("{{") && !own.contains("{%")) {
      return own;
    }
    try {
      return Text.str(
          tasks.template(Str.of(own), handler, state.batch().getFirst(), state.moment()));
    } catch (LanguageException unknown) {
      return own;
    }
  }

  private static List<String> topics(Task handler) {
    return handler
        .directives()
        .own(Keyword.LISTEN)
        .map(Given::value)
        .map(value ->
            value instanceof ListValue list
                ? list.items().stream().map(Text::str).toList()
                : List.of(Text.str(value)))
        .orElse(List.of());
  }

  private void register(HostResult result) {
    result
        .terms()
        .register()
        .ifPresent(name -> {
          Verdicts.requireRegistrable(name);
          boolean foreign = !ActionNames.setsVariables(result.info().task().call().name());
          hosts(result).forEach(host -> tasks.register(host, name, result.result(), foreign));
        });
  }

  private void count(HostResult result, HostStatistics.Count what) {
    state.run().statistics().add(result.host(), what);
  }

  private static TaskResult shown(HostResult result) {
    return Censorship.shown(
        new TaskResult(
            result.host(), result.delegate(), result.info(), result.result(), Optional.empty()));
  }
}
