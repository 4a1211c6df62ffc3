package dev.holdfast.engine.module;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The checks of ansible-core's `ArgumentSpecValidator`, in its order: aliases, unknown names,
/// exclusions, required ones, types, choices, the other rules, defaults, then the same inside
/// dicts.
final class ArgumentCheck {
  private final Conversion conversion;
  private final List<String> errors = new ArrayList<>();
  private final List<String> secrets = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> deprecations = new ArrayList<>();
  private final TreeMap<String, String> unsupported = new TreeMap<>();

  ArgumentCheck(UnaryOperator<String> expand) {
    this.conversion = new Conversion(expand);
  }

  ArgumentSpec.Checked check(ArgumentSpec spec, DictValue given) {
    DictValue values = DictValue.copyOf(given);
    level(spec, values, List.of(), "");
    inside(spec, values, List.of(), "");
    Optional<String> unknown =
        unsupported.isEmpty()
            ? Optional.empty()
            : Optional.of(
                "%s. Supported parameters include: %s."
                    .formatted(
                        String.join(", ", unsupported.keySet()),
                        unsupported.lastEntry().getValue()));
    return new ArgumentSpec.Checked(
        values,
        List.copyOf(errors),
        unknown,
        List.copyOf(secrets),
        List.copyOf(warnings),
        List.copyOf(deprecations));
  }

  private void level(ArgumentSpec spec, DictValue values, List<String> path, String prefix) {
    RuleCheck rules = new RuleCheck(path, errors);
    aliases(spec, values, prefix);
    secrets(spec, values);
    spec.arguments().stream()
        .filter(
            argument -> argument.removedIn().isPresent() && values.get(argument.name()).isPresent())
        .forEach(argument ->
            deprecations.add(
                "Param '%s' is deprecated. See the module docs for more information"
                    .formatted(prefix + argument.name())));
    unknown(spec, values, path);
    rules.exclusive(spec, values);
    defaults(spec, values, false);
    rules.required(spec, values);
    for (Argument argument : spec.arguments()) {
      present(values, argument.name()).ifPresent(value -> convert(argument, value, values, path));
    }
    for (Argument argument : spec.arguments()) {
      choices(argument, values, path);
    }
    rules.others(spec, values);
    defaults(spec, values, true);
  }

  private void inside(ArgumentSpec spec, DictValue values, List<String> path, String prefix) {
    for (Argument argument : spec.arguments()) {
      Optional<ArgumentSpec> options = argument.options();
      if (options.isPresent() && isNested(argument)) {
        nested(argument, options.get(), values, path, prefix);
      }
    }
  }

  private void nested(
      Argument argument, ArgumentSpec spec, DictValue values, List<String> path, String prefix) {
    if (argument.applyDefaults() && present(values, argument.name()).isEmpty()) {
      values.put(argument.name(), new DictValue());
    }
    Optional<Value> value = present(values, argument.name());
    if (value.isEmpty()) {
      return;
    }
    List<String> below = Stream.concat(path.stream(), Stream.of(argument.name())).toList();
    List<Value> items = value.get() instanceof ListValue list ? list.items() : List.of(value.get());
    for (int i = 0; i < items.size(); i++) {
      String label =
          prefix + argument.name() + (argument.type() == ArgumentType.LIST ? "[" + i + "]." : ".");
      if (items.get(i) instanceof DictValue dict) {
        DictValue copy = DictValue.copyOf(dict);
        level(spec, copy, below, label);
        inside(spec, copy, below, label);
        replace(values, argument.name(), i, copy);
      } else {
        errors.add(
            "value of '%s' must be of type dict or list of dicts".formatted(argument.name()));
      }
    }
  }

  private static void replace(DictValue values, String name, int index, DictValue checked) {
    if (values.get(name).orElse(None.NONE) instanceof ListValue list) {
      ListValue copy = new ListValue(list.items());
      copy.items().set(index, checked);
      values.put(name, copy);
    } else {
      values.put(name, checked);
    }
  }

  private static boolean isNested(Argument argument) {
    return argument.type() == ArgumentType.DICT
        || (argument.type() == ArgumentType.LIST
            && argument.elements().equals(Optional.of(ArgumentType.DICT)));
  }

  private void aliases(ArgumentSpec spec, DictValue values, String prefix) {
    for (Argument argument : spec.arguments()) {
      for (String alias : argument.aliases()) {
        values
            .get(alias)
            .ifPresent(value -> {
              if (values.get(argument.name()).isPresent()) {
                warnings.add(
                    "Both option %1$s%2$s and its alias %1$s%3$s are set."
                        .formatted(prefix, argument.name(), alias));
              }
              values.put(argument.name(), value);
            });
      }
    }
  }

  private void secrets(ArgumentSpec spec, DictValue values) {
    spec.arguments().stream()
        .filter(Argument::secret)
        .forEach(argument ->
            values.get(argument.name()).ifPresent(value -> conversion.texts(value, secrets)));
  }

  private void unknown(ArgumentSpec spec, DictValue values, List<String> path) {
    for (Value key : values.entries().keySet()) {
      String name = Text.str(key);
      if (!spec.open() && !known(spec, name)) {
        String label = String.join(".", Stream.concat(path.stream(), Stream.of(name)).toList());
        unsupported.put(label, supported(spec));
      }
    }
  }

  private static boolean known(ArgumentSpec spec, String name) {
    return spec.arguments().stream()
        .anyMatch(argument -> argument.name().equals(name) || argument.aliases().contains(name));
  }

  private static String supported(ArgumentSpec spec) {
    String names =
        String.join(", ", spec.arguments().stream().map(Argument::name).sorted().toList());
    List<String> aliases =
        spec.arguments().stream()
            .flatMap(argument -> argument.aliases().stream())
            .sorted()
            .toList();
    return aliases.isEmpty() ? names : names + " (" + String.join(", ", aliases) + ")";
  }

  private void defaults(ArgumentSpec spec, DictValue values, boolean all) {
    for (Argument argument : spec.arguments()) {
      if (values.get(argument.name()).isEmpty() && (all || argument.hasDefault())) {
        values.put(argument.name(), Conversion.copy(argument.fallback()));
      }
    }
  }

  private void convert(Argument argument, Value value, DictValue values, List<String> path) {
    try {
      Value converted = conversion.convert(argument.type(), value);
      if (argument.elements().isPresent() && converted instanceof ListValue list) {
        converted = elements(argument, argument.elements().get(), list, path);
      }
      values.put(argument.name(), converted);
    } catch (Conversion.Impossible impossible) {
      errors.add(
          "argument '%s' is of type %s%s and we were unable to convert to %s: %s"
              .formatted(
                  argument.name(),
                  Conversion.type(value),
                  path.isEmpty() ? "" : " found in '" + String.join(" -> ", path) + "'.",
                  argument.type().label(),
                  impossible.getMessage()));
    }
  }

  private ListValue elements(
      Argument argument, ArgumentType type, ListValue list, List<String> path) {
    ListValue converted = new ListValue();
    for (Value element : list.items()) {
      try {
        converted.items().add(conversion.convert(type, element));
      } catch (Conversion.Impossible impossible) {
        errors.add(
            "Elements value for option '%s'%s is of type %s and we were unable to convert to %s: %s"
                .formatted(
                    argument.name(),
                    path.isEmpty() ? "" : " found in '" + String.join(" -> ", path) + "'",
                    Conversion.type(element),
                    type.label(),
                    impossible.getMessage()));
      }
    }
    return converted;
  }

  private void choices(Argument argument, DictValue values, List<String> path) {
    Optional<Value> given = values.get(argument.name());
    if (argument.choices().isEmpty() || given.isEmpty()) {
      return;
    }
    String choices = String.join(", ", argument.choices().stream().map(Text::str).toList());
    String where = path.isEmpty() ? "" : " found in " + String.join(" -> ", path);
    if (given.get() instanceof ListValue list) {
      List<String> wrong =
          list.items().stream()
              .filter(item -> !Conversion.contains(argument.choices(), item))
              .map(Text::str)
              .toList();
      if (!wrong.isEmpty()) {
        errors.add(
            "value of %s must be one or more of: %s. Got no match for: %s%s"
                .formatted(argument.name(), choices, String.join(", ", wrong), where));
      }
    } else if (!Conversion.contains(argument.choices(), given.get())) {
      Optional<Value> meant = Conversion.meant(argument.choices(), given.get());
      meant.ifPresent(value -> values.put(argument.name(), value));
      if (meant.isEmpty()) {
        errors.add(
            "value of %s must be one of: %s, got: %s%s"
                .formatted(argument.name(), choices, Text.str(given.get()), where));
      }
    }
  }

  static Optional<Value> present(DictValue values, String name) {
    return values.get(name).filter(value -> value != None.NONE);
  }
}
