package dev.holdfast.engine.module;

import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import java.util.List;

/// The rules between arguments, with ansible-core's words.
final class RuleCheck {
  private final List<String> path;
  private final List<String> errors;

  RuleCheck(List<String> path, List<String> errors) {
    this.path = path;
    this.errors = errors;
  }

  private void error(String message) {
    errors.add(path.isEmpty() ? message : message + " found in " + String.join(" -> ", path));
  }

  void exclusive(ArgumentSpec spec, DictValue values) {
    List<String> broken =
        spec.rules().stream()
            .filter(rule ->
                rule instanceof Rule.MutuallyExclusive(List<String> names)
                    && count(values, names) > 1)
            .map(rule -> String.join("|", ((Rule.MutuallyExclusive) rule).names()))
            .toList();
    if (!broken.isEmpty()) {
      error("parameters are mutually exclusive: " + String.join(", ", broken));
    }
  }

  void required(ArgumentSpec spec, DictValue values) {
    List<String> missing =
        spec.arguments().stream()
            .filter(argument -> argument.required() && values.get(argument.name()).isEmpty())
            .map(Argument::name)
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      error("missing required arguments: " + String.join(", ", missing));
    }
  }

  /// Of each kind only the first broken rule is told.
  void others(ArgumentSpec spec, DictValue values) {
    first(spec, Rule.RequiredTogether.class, values);
    first(spec, Rule.RequiredOneOf.class, values);
    first(spec, Rule.RequiredIf.class, values);
    first(spec, Rule.RequiredBy.class, values);
  }

  private void first(ArgumentSpec spec, Class<? extends Rule> kind, DictValue values) {
    spec.rules().stream()
        .filter(kind::isInstance)
        .map(rule -> broken(rule, values))
        .filter(message -> !message.isEmpty())
        .findFirst()
        .ifPresent(this::error);
  }

  private static String broken(Rule rule, DictValue values) {
    return switch (rule) {
      case Rule.MutuallyExclusive _ -> "";
      case Rule.RequiredTogether(List<String> names) -> {
        long count = count(values, names);
        yield count == 0 || count == names.size()
            ? ""
            : "parameters are required together: " + String.join(", ", names);
      }
      case Rule.RequiredOneOf(List<String> names) ->
          count(values, names) > 0
              ? ""
              : "one of the following is required: " + String.join(", ", names);
      case Rule.RequiredIf rule2 -> brokenIf(rule2, values);
      case Rule.RequiredBy(String name, List<String> names) -> {
        List<String> missing =
            names.stream().filter(each -> ArgumentCheck.present(values, each).isEmpty()).toList();
        yield ArgumentCheck.present(values, name).isEmpty() || missing.isEmpty()
            ? ""
            : "missing parameter(s) required by '%s': %s"
                .formatted(name, String.join(", ", missing));
      }
    };
  }

  private static String brokenIf(Rule.RequiredIf rule, DictValue values) {
    boolean applies =
        values.get(rule.name()).map(value -> Comparison.equal(value, rule.value())).orElse(false);
    List<String> missing =
        rule.names().stream().filter(name -> values.get(name).isEmpty()).toList();
    boolean broken = rule.any() ? missing.size() == rule.names().size() : !missing.isEmpty();
    return applies && broken
        ? "%s is %s but %s of the following are missing: %s"
            .formatted(
                rule.name(),
                Text.str(rule.value()),
                rule.any() ? "any" : "all",
                String.join(", ", missing))
        : "";
  }

  private static long count(DictValue values, List<String> names) {
    return names.stream().distinct().filter(name -> values.get(name).isPresent()).count();
  }
}
