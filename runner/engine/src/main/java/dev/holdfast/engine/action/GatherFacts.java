package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.language.filter.MergeHash;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `gather_facts`: facts of the machine by one module after the other, `setup` unless
/// `facts_modules` or the variable `ansible_facts_modules` says otherwise.
///
/// Source: `ansible/plugins/action/gather_facts.py`. Whether the modules run at once
/// (`ansible_facts_parallel`) makes no difference to what they find; they never do here.
final class GatherFacts {
  private static final String SETUP = "ansible.legacy.setup";
  private static final Set<String> SETUPS = Set.of("setup", "ansible.builtin.setup", SETUP);

  /// What only `setup` understands.
  private static final List<List<String>> ITS_OWN =
      List.of(
          List.of("gather_subset", "subset"),
          List.of("gather_timeout", "timeout"),
          List.of("filter", "filter"));

  private final ActionContext context;
  private final DictValue failed = new DictValue();
  private final DictValue skipped = new DictValue();

  private GatherFacts(ActionContext context) {
    this.context = context;
  }

  static Action.Outcome run(ActionContext context) {
    return new GatherFacts(context).run();
  }

  private Action.Outcome run() {
    List<String> modules = modules();
    DictValue found = new DictValue();
    found.put("ansible_facts", new DictValue());
    for (String module : modules) {
      ModuleResult result = context.modules().call(module, arguments(module));
      if (result.isFailed()) {
        failed.put(module, result.values());
      } else if (result.value("skipped").equals(Optional.of(Bool.TRUE))) {
        skipped.put(module, result.values());
      } else {
        found =
            modules.size() == 1
                ? result.values()
                : (DictValue) MergeHash.merge(found, facts(result), true, "append_rp");
      }
    }
    return outcome(modules, found);
  }

  private static DictValue facts(ModuleResult result) {
    DictValue facts = new DictValue();
    facts.put("ansible_facts", result.value("ansible_facts").orElseGet(DictValue::new));
    facts.put("warnings", result.value("warnings").orElseGet(ListValue::new));
    facts.put("deprecations", result.value("deprecations").orElseGet(ListValue::new));
    return facts;
  }

  private Action.Outcome outcome(List<String> modules, DictValue found) {
    if (!failed.isEmpty()) {
      boolean quiet =
          found
              .get("warnings")
              .filter(list -> list instanceof ListValue warnings && warnings.items().isEmpty())
              .isPresent();
      if (quiet) {
        found.entries().remove(Str.of("warnings"));
      }
      return Action.Outcome.of(
          ModuleResult.failed(
                  "The following modules failed to execute: %s\n".formatted(names(failed)))
              .withAll(found)
              .with("failed_modules", failed));
    }
    Value value = found.get("ansible_facts").orElseGet(DictValue::new);
    DictValue facts = value instanceof DictValue dict ? DictValue.copyOf(dict) : new DictValue();
    facts.put("_ansible_facts_gathered", Bool.TRUE);
    ModuleResult result =
        ModuleResult.of(found).with("ansible_facts", facts).with("_ansible_verbose_override", true);
    if (!skipped.isEmpty()) {
      result =
          result
              .with("msg", "The following modules were skipped: %s\n".formatted(names(skipped)))
              .with("skipped_modules", skipped);
      result = skipped.size() == modules.size() ? result.with("skipped", true) : result;
    }
    return new Action.Outcome(result, List.of(new Effect.Facts(facts)));
  }

  private static String names(DictValue modules) {
    return String.join(", ", modules.entries().keySet().stream().map(Text::str).toList());
  }

  /// The modules, with what `smart` stands for at the end.
  private List<String> modules() {
    List<String> modules =
        new ArrayList<>(
            context
                .templates()
                .variable("ansible_facts_modules")
                .map(GatherFacts::list)
                .orElseGet(() -> context.project().settings().list(Setting.FACTS_MODULES)));
    if (modules.remove("smart")) {
      modules.add(SETUP);
    }
    return modules;
  }

  private static List<String> list(Value value) {
    return value instanceof ListValue list
        ? list.items().stream().map(Text::str).toList()
        : Arrays.stream(Text.str(value).split(",")).map(String::strip).toList();
  }

  private DictValue arguments(String module) {
    DictValue given = DictValue.copyOf(context.arguments());
    given.entries().remove(Str.of("parallel"));
    if (!SETUPS.contains(module)) {
      ITS_OWN.forEach(names -> ignore(given, names.getFirst(), names.getLast(), module));
    }
    given.entries().values().removeIf(value -> value == None.NONE);
    return context.defaults().under(given, module);
  }

  private void ignore(DictValue given, String name, String what, String module) {
    Value value = given.get(name).orElse(None.NONE);
    given.entries().remove(Str.of(name));
    boolean subset = name.equals("gather_subset");
    boolean quiet =
        subset ? List.of("all", "['all']").contains(Text.str(value)) : value == None.NONE;
    if (!quiet) {
      context.project().warn("Ignoring %s(%s) for %s".formatted(what, Text.str(value), module));
    }
  }
}
