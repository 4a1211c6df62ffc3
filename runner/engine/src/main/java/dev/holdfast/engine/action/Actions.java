package dev.holdfast.engine.action;

import dev.holdfast.engine.playbook.ActionNames;
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

  private static final Map<String, Action> ALL =
      Map.ofEntries(
          Map.entry("add_host", Setting::addHost),
          Map.entry("assert", Messages::asserting),
          Map.entry("async_status", AsyncStatus::run),
          Map.entry("debug", Messages::debug),
          Map.entry("fail", Messages::fail),
          Map.entry("gather_facts", GatherFacts::run),
          Map.entry("group_by", Setting::groupBy),
          Map.entry("include_vars", IncludeVars::run),
          Map.entry("pause", Pause::run),
          Map.entry("set_fact", Setting::setFact),
          Map.entry("set_stats", Setting::setStats),
          Map.entry("validate_argument_spec", ValidateArgumentSpec::run));
}
