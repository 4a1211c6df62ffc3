package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.vars.VariableNames;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// `set_fact`, `set_stats`, `add_host` and `group_by`: what changes the run's own data.
final class Setting {
  private static final Set<String> WORDS = Set.of("true", "false", "yes", "no");
  private static final Set<String> HOST_KEYS = Set.of("name", "hostname", "groupname", "groups");

  private Setting() {}

  static Action.Outcome setFact(ActionContext context) {
    DictValue arguments = DictValue.copyOf(context.arguments());
    boolean cacheable = Arguments.flag(arguments, "cacheable", false);
    arguments.entries().remove(Str.of("cacheable"));
    if (arguments.isEmpty()) {
      throw Arguments.refused(
          "No key/value pairs provided, at least one is required for this action to succeed");
    }
    DictValue facts = new DictValue();
    boolean typed = context.templates().keepsTypes();
    arguments
        .entries()
        .forEach((key, value) -> {
          Value known = encrypted(context.raw().get(key).orElse(None.NONE), value);
          facts.put(name(context, key), typed ? known : word(known));
        });
    ModuleResult result = ModuleResult.changed(false).with("ansible_facts", facts);
    return Action.Outcome.of(result, new Effect.Variables(facts, cacheable));
  }

  private static String name(ActionContext context, Value key) {
    String name = Text.str(context.templates().template(key));
    if (!VariableNames.valid(name)) {
      throw Arguments.refused(
          "The variable name '"
              + name
              + "' is not valid. Variables must start with a letter or underscore character, and"
              + " contain only letters, numbers and underscores.");
    }
    return name;
  }

  /// What is encrypted where it stands stays so until it is used.
  private static Value encrypted(Value raw, Value templated) {
    if (raw instanceof DictValue from && templated instanceof DictValue to) {
      DictValue all = new DictValue();
      to.entries()
          .forEach((key, value) -> all.put(key, encrypted(from.get(key).orElse(None.NONE), value)));
      return all;
    }
    return raw instanceof Vaulted ? raw : templated;
  }

  private static Value word(Value value) {
    boolean isWord =
        value instanceof Str str && WORDS.contains(str.text().toLowerCase(Locale.ROOT));
    return isWord ? Bool.of(Arguments.truth(value)) : value;
  }

  static Action.Outcome setStats(ActionContext context) {
    Arguments.allow(context, "aggregate", "data", "per_host");
    DictValue arguments = context.arguments();
    Value data = arguments.get("data").orElse(new DictValue());
    if (!(data instanceof DictValue dict)) {
      throw ModuleFailure.of("The 'data' option needs to be a dictionary/hash");
    }
    DictValue stats = new DictValue();
    dict.entries().forEach((key, value) -> stats.put(name(context, key), value));
    boolean perHost = Arguments.flag(arguments, "per_host", false);
    boolean aggregate = Arguments.flag(arguments, "aggregate", true);
    DictValue shown = new DictValue();
    shown.put("data", stats);
    shown.put("per_host", Bool.of(perHost));
    shown.put("aggregate", Bool.of(aggregate));
    return Action.Outcome.of(
        ModuleResult.changed(false).with("ansible_stats", shown),
        new Effect.Stats(stats, perHost, aggregate));
  }

  static Action.Outcome addHost(ActionContext context) {
    DictValue arguments = DictValue.copyOf(context.arguments());
    Value raw = arguments.get("_raw_params").orElse(new DictValue());
    arguments.entries().remove(Str.of("_raw_params"));
    if (raw instanceof DictValue dict) {
      dict.entries().forEach((key, value) -> arguments.entries().putIfAbsent(key, value));
    } else {
      throw Arguments.refused(
          "Invalid raw parameters passed, requires a dictonary/mapping got a  <class '"
              + Types.name(raw)
              + "'>");
    }
    String given =
        Arguments.text(arguments, "name")
            .or(() -> Arguments.text(arguments, "hostname"))
            .or(() -> Arguments.text(arguments, "host"))
            .orElseThrow(() -> Arguments.refused("name, host or hostname needs to be provided"));
    HostName name = HostName.of(given);
    name.port().ifPresent(port -> arguments.put("ansible_ssh_port", port));
    List<String> groups = groups(arguments);
    DictValue variables = new DictValue();
    arguments
        .entries()
        .forEach((key, value) -> {
          if (!HOST_KEYS.contains(Text.str(key))) {
            variables.put(key, value);
          }
        });
    DictValue shown = new DictValue();
    shown.put("host_name", Str.unsafe(name.host()));
    shown.put("groups", new ListValue(groups.stream().map(Str::unsafe).toList()));
    shown.put("host_vars", variables);
    return Action.Outcome.of(
        ModuleResult.changed(false).with("add_host", shown),
        new Effect.AddHost(name.host(), groups, variables));
  }

  private static List<String> groups(DictValue arguments) {
    Value given =
        arguments
            .get("groupname")
            .or(() -> arguments.get("groups"))
            .or(() -> arguments.get("group"))
            .orElse(Str.of(""));
    List<String> names;
    if (given instanceof ListValue list) {
      names = list.items().stream().map(Text::str).toList();
    } else if (given instanceof Str str) {
      names = str.text().isEmpty() ? List.of() : List.of(str.text().split(",", -1));
    } else {
      throw Arguments.refused("Groups must be specified as a list.");
    }
    List<String> distinct = new ArrayList<>();
    names.stream().map(String::strip).filter(n -> !distinct.contains(n)).forEach(distinct::add);
    return distinct;
  }

  static Action.Outcome groupBy(ActionContext context) {
    Arguments.allow(context, "key", "parents");
    DictValue arguments = context.arguments();
    String key =
        Arguments.text(arguments, "key")
            .orElseThrow(() -> ModuleFailure.of("the 'key' param is required when using group_by"))
            .replace(' ', '-');
    Value given = arguments.get("parents").orElse(Str.of("all"));
    List<String> parents =
        (given instanceof ListValue list ? list.items() : List.of(given))
            .stream().map(Text::str).map(name -> name.replace(' ', '-')).toList();
    return Action.Outcome.of(
        ModuleResult.changed(false).with("add_group", key).with("parent_groups", parents),
        new Effect.JoinGroup(key, parents));
  }
}
