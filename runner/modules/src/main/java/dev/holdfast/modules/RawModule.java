package dev.holdfast.modules;

import dev.holdfast.engine.machine.Sh;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Lines;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.transport.Answer;

/// `raw`: a command line for whatever shell the user has, with nothing around it.
final class RawModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
            "raw", ArgumentSpec.of(Argument.str("_raw_params"), Argument.str("executable")))
        .withFreeForm();
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    if (invocation.checkMode()) {
      return ModuleResult.changed(false).with("skipped", true);
    }
    String text =
        invocation
            .arguments()
            .text("_raw_params")
            .filter(given -> !given.isEmpty())
            .orElseThrow(() -> ModuleFailure.of("no command given"));
    String line =
        invocation
            .arguments()
            .text("executable")
            .filter(program -> !program.isEmpty())
            .map(program -> program + " -c " + Sh.quote(text))
            .orElse(text);
    Answer answer = invocation.machine().raw(line);
    ModuleResult result =
        ModuleResult.changed(true)
            .with("rc", answer.status())
            .with("stdout", answer.text())
            .with("stdout_lines", Lines.of(answer.text()))
            .with("stderr", answer.errors())
            .with("stderr_lines", Lines.of(answer.errors()));
    return answer.ok() ? result : result.with("failed", true).with("msg", "non-zero return code");
  }
}
