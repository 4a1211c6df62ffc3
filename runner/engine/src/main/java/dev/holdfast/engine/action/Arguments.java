package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What actions ask of their arguments.
final class Arguments {

  private Arguments() {}

  /// What an action refuses to do. Ansible shows such a refusal with the end of a traceback in
  /// which nothing stands.
  static ModuleFailure refused(String message) {
    return ModuleFailure.of(message).with("exception", "NoneType: None");
  }

  /// Refuses arguments that the action does not have.
  static void allow(ActionContext context, String... names) {
    Set<String> allowed = Set.of(names);
    List<String> unknown =
        context.arguments().entries().keySet().stream()
            .map(Text::str)
            .filter(name -> !allowed.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw refused(
          "Invalid options for " + context.task().call().name() + ": " + String.join(",", unknown));
    }
  }

  static boolean flag(DictValue arguments, String name, boolean otherwise) {
    return arguments.get(name).map(Arguments::truth).orElse(otherwise);
  }

  /// Ansible's lenient reading of yes and no.
  static boolean truth(Value value) {
    return YesNo.lenient(value);
  }

  static Optional<String> text(DictValue arguments, String name) {
    return arguments.get(name).map(Text::str);
  }

  /// A whole number, given as such or as text.
  static long number(ActionContext context, String name, Value value) {
    if (value instanceof Int(var number)) {
      return number.longValue();
    }
    if (value instanceof Bool bool) {
      return bool.value() ? 1 : 0;
    }
    try {
      return (long) Double.parseDouble(Text.str(value).strip());
    } catch (NumberFormatException e) {
      throw ModuleFailure.of(
          "argument '%s' is of type %s and we were unable to convert to int: %s"
              .formatted(name, "<class 'str'>", Text.str(value)));
    }
  }
}
