package dev.holdfast.engine.action;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.ArgumentType;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Optional;

/// An argument specification as a role writes it in YAML.
final class RoleSpecification {
  private RoleSpecification() {}

  static ArgumentSpec of(DictValue options) {
    List<Argument> arguments =
        options.entries().entrySet().stream()
            .map(entry -> argument(Text.str(entry.getKey()), entry.getValue()))
            .toList();
    return new ArgumentSpec(arguments, List.of());
  }

  private static Argument argument(String name, Value given) {
    DictValue described = given instanceof DictValue dict ? dict : new DictValue();
    Argument argument = Argument.of(type(described.get("type").map(Text::str).orElse("str")), name);
    if (Arguments.flag(described, "required", false)) {
      argument = argument.must();
    }
    if (Arguments.flag(described, "no_log", false)) {
      argument = argument.hidden();
    }
    if (Arguments.flag(described, "apply_defaults", false)) {
      argument = argument.withAppliedDefaults();
    }
    if (described.get("default").isPresent()) {
      argument = argument.or(described.get("default").get());
    }
    argument = argument.choices(items(described, "choices"));
    argument = argument.aliases(items(described, "aliases").stream().map(Text::str).toList());
    if (described.get("elements").isPresent()) {
      argument = argument.withElements(type(Text.str(described.get("elements").get())));
    }
    Optional<Value> inner = described.get("options");
    return inner.isPresent() && inner.get() instanceof DictValue dict
        ? argument.withOptions(of(dict))
        : argument;
  }

  private static List<Value> items(DictValue described, String name) {
    return described.get(name).orElse(new ListValue()) instanceof ListValue list
        ? List.copyOf(list.items())
        : List.of();
  }

  private static ArgumentType type(String name) {
    return ArgumentType.named(name)
        .orElseThrow(
            () -> ModuleFailure.of("implementation error: type '" + name + "' is unknown"));
  }
}
