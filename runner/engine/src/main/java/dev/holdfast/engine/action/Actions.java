package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The engine's own actions by name.
public final class Actions {
  private static final Set<String> FOR_ALL_HOSTS = Set.of("add_host", "pause");

  private Actions() {}

  /// The action of that name, in its short or full form.
  public static Optional<Action> of(String name) {
    return Optional.ofNullable(ALL.get(ActionNames.base(name)));
  }

  /// Whether the action runs once for all hosts.
  public static boolean once(String name) {
    return FOR_ALL_HOSTS.contains(ActionNames.base(name));
  }

  /// Facts from the machine, through module `setup`.
  private static Action.Outcome gatherFacts(ActionContext context) {
    DictValue arguments = new DictValue();
    context
        .arguments()
        .entries()
        .forEach((key, value) -> {
          if (value != None.NONE) {
            arguments.put(key, value);
          }
        });
    ModuleResult setup = context.modules().call("ansible.legacy.setup", arguments);
    if (setup.isFailed()) {
      DictValue failed = new DictValue();
      failed.put("ansible.legacy.setup", setup.values());
      return Action.Outcome.of(
          ModuleResult.failed("The following modules failed to execute: ansible.legacy.setup\n")
              .with("ansible_facts", new DictValue())
              .with("failed_modules", failed));
    }
    Value found = setup.value("ansible_facts").orElse(new DictValue());
    DictValue facts = found instanceof DictValue dict ? DictValue.copyOf(dict) : new DictValue();
    facts.put("_ansible_facts_gathered", Bool.TRUE);
    ModuleResult result =
        setup.with("ansible_facts", facts).with("_ansible_verbose_override", true);
    return new Action.Outcome(result, List.of(new Effect.Facts(facts)));
  }

  private static final Map<String, Action> ALL =
      Map.ofEntries(
          Map.entry("add_host", Setting::addHost),
          Map.entry("assert", Messages::asserting),
          Map.entry("async_status", AsyncStatus::run),
          Map.entry("debug", Messages::debug),
          Map.entry("fail", Messages::fail),
          Map.entry("gather_facts", Actions::gatherFacts),
          Map.entry("group_by", Setting::groupBy),
          Map.entry("include_vars", IncludeVars::run),
          Map.entry("pause", Pause::run),
          Map.entry("set_fact", Setting::setFact),
          Map.entry("set_stats", Setting::setStats),
          Map.entry("validate_argument_spec", ValidateArgumentSpec::run));
}
