package dev.holdfast.engine.module;

import dev.holdfast.language.value.DictValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The arguments that a module or role takes, and what holds between them.
///
/// @param open whether arguments of other names are kept as they are, for a module that hands them
///   on to another
public record ArgumentSpec(List<Argument> arguments, List<Rule> rules, boolean open) {
  public static final ArgumentSpec NONE = new ArgumentSpec(List.of(), List.of());

  public ArgumentSpec {
    arguments = List.copyOf(arguments);
    rules = List.copyOf(rules);
  }

  public ArgumentSpec(List<Argument> arguments, List<Rule> rules) {
    this(arguments, rules, false);
  }

  /// The same, with arguments of any other name too.
  public ArgumentSpec opened() {
    return new ArgumentSpec(arguments, rules, true);
  }

  public static ArgumentSpec of(Argument... arguments) {
    return new ArgumentSpec(List.of(arguments), List.of());
  }

  public ArgumentSpec with(Collection<Argument> more) {
    List<Argument> all = new ArrayList<>(arguments);
    all.addAll(more);
    return new ArgumentSpec(all, rules, open);
  }

  public ArgumentSpec with(Argument... more) {
    return with(List.of(more));
  }

  public ArgumentSpec with(Rule... more) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(List.of(more));
    return new ArgumentSpec(arguments, all, open);
  }

  /// With the arguments of everything that writes files: mode, owner, group and the rest.
  public ArgumentSpec withFileArguments() {
    return with(FileArguments.COMMON);
  }

  public Optional<Argument> argument(String name) {
    return arguments.stream().filter(argument -> argument.name().equals(name)).findFirst();
  }

  /// Checks and converts what a task gives, as ansible-core's validator does: all errors, in its
  /// order and words.
  ///
  /// @param expand what the machine makes of `~` and `$NAME` in paths
  public Checked check(DictValue given, UnaryOperator<String> expand) {
    return new ArgumentCheck(expand).check(this, given);
  }

  /// What came of a check.
  ///
  /// @param values with defaults and converted types; aliases stay beside the names they stand for
  /// @param errors empty when all is well
  /// @param unsupported the error about arguments that do not exist, without the module's name
  /// @param secrets texts that must show nowhere
  public record Checked(
      DictValue values,
      List<String> errors,
      Optional<String> unsupported,
      List<String> secrets,
      List<String> warnings,
      List<String> deprecations) {}
}
