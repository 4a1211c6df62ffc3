package dev.holdfast.resources.settings;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Settings that stand in the provider's configuration or, where they do not, in the environment.
///
/// @param variables the attribute of each environment variable
/// @param groups variables of which the environment counts only where the configuration sets none:
///   credentials of two sources are never mixed
record Configured(Map<String, String> variables, List<Set<String>> groups) {

  /// Looks a variable up in the configuration first.
  Function<String, Optional<String>> over(
      Value.Obj config, Function<String, Optional<String>> environment) {
    Map<String, String> given = new HashMap<>();
    variables.forEach(
        (variable, name) -> text(config.get(name)).ifPresent(text -> given.put(variable, text)));
    return variable -> {
      if (given.containsKey(variable)) {
        return Optional.of(given.get(variable));
      }
      boolean shadowed =
          groups.stream()
              .anyMatch(
                  group -> group.contains(variable) && group.stream().anyMatch(given::containsKey));
      return shadowed ? Optional.empty() : environment.apply(variable);
    };
  }

  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Optional.of(text);
      case Value.Bool(boolean truth) -> Optional.of(Boolean.toString(truth));
      case Value.ListOf list ->
          Optional.of(
              String.join(
                  ",",
                  list.elements().stream().map(Values::string).flatMap(Optional::stream).toList()));
      default -> Optional.empty();
    };
  }
}
