package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Arguments;
import dev.holdfast.language.value.Value;
import java.util.Collection;
import java.util.Optional;

/// What a template gets from where it is used: variables, other templates, lookups.
public interface Surroundings {
  /// The value of a variable, templated itself where it is a template.
  Optional<Value> variable(String name);

  /// The names of all variables.
  Collection<String> variableNames();

  /// The text of a template that is included, imported or extended.
  Optional<String> source(String templateName);

  /// Runs a lookup plugin for the function `lookup`.
  Value lookup(String name, Arguments args, EvalContext context);

  /// Templates a value that a filter or function holds.
  Value template(Value value);

  /// A warning for the user.
  void warn(String message);
}
