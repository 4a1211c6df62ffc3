package dev.holdfast.modules;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import java.util.Base64;

/// `slurp`: a file's content in Base64.
final class SlurpModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "slurp", ArgumentSpec.of(Argument.path("src").must().aliases("path")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    String source = invocation.arguments().must("src");
    Ran ran = invocation.machine().ask(new Probe.ReadFile(source)).of(new Probe.ReadFile(source));
    if (!ran.ok()) {
      throw ModuleFailure.of(
          switch (ran.status()) {
            case 2 -> "file not found: " + source;
            case 13 -> "file is not readable: " + source;
            case 21 -> "source is a directory and must be a file: " + source;
            case 20 -> "unable to slurp file: [Errno 20] Not a directory: '" + source + "'";
            default -> "unable to slurp file: " + ran.errors().strip();
          });
    }
    return ModuleResult.changed(false)
        .with("content", Base64.getEncoder().encodeToString(ran.out().toArray()))
        .with("source", source)
        .with("encoding", "base64");
  }
}
