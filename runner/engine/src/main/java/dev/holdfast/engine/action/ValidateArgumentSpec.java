package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `validate_argument_spec`: checks variables against a role's `argument_specs`.
final class ValidateArgumentSpec {
  private ValidateArgumentSpec() {}

  static Action.Outcome run(ActionContext context) {
    DictValue arguments = context.arguments();
    ModuleResult result =
        ModuleResult.of(new DictValue())
            .with(
                "validate_args_context",
                arguments.get("validate_args_context").orElse(new DictValue()));
    // The specification itself is not templated: its descriptions may hold braces.
    DictValue spec = dict(context.raw().get("argument_spec"), "argument_spec");
    DictValue provided = dict(arguments.get("provided_arguments"), "provided_arguments");
    DictValue values = new DictValue();
    for (Value name : spec.entries().keySet()) {
      context.templates().variable(Text.str(name)).ifPresent(value -> values.put(name, value));
    }
    provided.entries().forEach(values::put);
    ArgumentSpec.Checked checked = RoleSpecification.of(spec).check(values, text -> text);
    List<String> errors = new ArrayList<>(checked.errors());
    checked.unsupported().ifPresent(text -> errors.add(text));
    if (!errors.isEmpty()) {
      return Action.Outcome.of(
          result
              .with("failed", true)
              .with("changed", false)
              .with("msg", "Validation of arguments failed:\n" + String.join("\n", errors))
              .with("argument_spec_data", spec)
              .with("argument_errors", errors));
    }
    return Action.Outcome.of(
        result.with("changed", false).with("msg", "The arg spec validation passed"));
  }

  private static DictValue dict(Optional<Value> given, String name) {
    if (given.isEmpty() && name.equals("argument_spec")) {
      throw ModuleFailure.of("\"argument_spec\" arg is required in args");
    }
    Value value = given.orElse(new DictValue());
    if (value instanceof DictValue dict) {
      return dict;
    }
    throw ModuleFailure.of(
        "Incorrect type for "
            + name
            + ", expected dict and got <class '"
            + Types.name(value)
            + "'>");
  }
}
