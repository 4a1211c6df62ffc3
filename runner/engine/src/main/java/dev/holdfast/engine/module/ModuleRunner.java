package dev.holdfast.engine.module;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.List;

/// Runs a module on given arguments: checks them, turns failures into results, hides secrets.
public final class ModuleRunner {
  private ModuleRunner() {}

  /// The result of a module.
  ///
  /// @param name the module's name as the task has it
  /// @param given the templated arguments
  public static Outcome run(Module module, String name, DictValue given, Context context) {
    ArgumentSpec spec = module.spec().arguments();
    // Asked for late: a module that waits for its machine must not need it for that.
    ArgumentSpec.Checked checked = spec.check(given, text -> context.machine().expand(text));
    Censor censor = new Censor(checked.secrets());
    ModuleResult result =
        withLines(withLines(result(module, name, checked, context), "stdout"), "stderr");
    return new Outcome(
        ModuleResult.of(censor.dict(withNotes(result, checked).values())),
        censor.dict(module.shown(checked.values())),
        checked.deprecations());
  }

  /// What came of it.
  ///
  /// @param invocation the arguments as `-vvv` shows them, without secrets
  public record Outcome(ModuleResult result, DictValue invocation, List<String> deprecations) {}

  private static ModuleResult result(
      Module module, String name, ArgumentSpec.Checked checked, Context context) {
    if (!checked.errors().isEmpty()) {
      return ModuleResult.failed(checked.errors().getFirst());
    }
    if (checked.unsupported().isPresent()) {
      return ModuleResult.failed(
          "Unsupported parameters for (%s) module: %s"
              .formatted(module.messageName(name), checked.unsupported().get()));
    }
    if (context.checkMode() && !module.spec().checks()) {
      return ModuleResult.skipped("remote module (%s) does not support check mode".formatted(name));
    }
    try {
      return module.run(new Invocation(name, new Parameters(checked.values()), context));
    } catch (ModuleFailure failure) {
      return failure.result();
    }
  }

  /// Ansible adds the lines of both outputs to every result that has them.
  private static ModuleResult withLines(ModuleResult result, String name) {
    String lines = name + "_lines";
    return result.value(lines).isPresent()
            || !(result.value(name).orElse(None.NONE) instanceof Str text)
        ? result
        : result.with(lines, Lines.of(text.text()));
  }

  private static ModuleResult withNotes(ModuleResult result, ArgumentSpec.Checked checked) {
    List<String> warnings = new ArrayList<>(checked.warnings());
    if (warnings.isEmpty()) {
      return result;
    }
    ListValue all = new ListValue(warnings.stream().map(Str::unsafe).toList());
    result.value("warnings").ifPresent(more -> all.items().addAll(((ListValue) more).items()));
    return result.with("warnings", all);
  }
}
