package dev.holdfast.modules;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Words;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// `script`: a program from beside the playbook, run on the machine and gone afterwards.
final class ScriptModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
            "script",
            ArgumentSpec.of(
                Argument.str("_raw_params"),
                Argument.str("cmd"),
                Argument.str("creates"),
                Argument.str("removes"),
                Argument.str("chdir"),
                Argument.str("executable"),
                Argument.bool("decrypt", true)))
        .withFreeForm();
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String line =
        arguments
            .text("_raw_params")
            .or(() -> arguments.text("cmd"))
            .orElseThrow(() -> ModuleFailure.of("No script path was given"))
            .strip();
    Optional<String> chdir = arguments.text("chdir");
    if (chdir.isPresent() && !chdir.get().startsWith("/")) {
      throw ModuleFailure.of("chdir must be an absolute path for a Unix-aware remote node");
    }
    if (invocation.checkMode()) {
      return checked(invocation);
    }
    String script = Words.split(line).getFirst();
    int end = line.indexOf(script) + script.length();
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    Path source = invocation.context().files().find("files", script);
    Step step =
        new Step.RunProgram(
            String.valueOf(source.getFileName()),
            payload(invocation, source),
            line.substring(end).strip(),
            arguments.text("executable").orElse(""),
            chdir.orElse(""),
            arguments.text("creates").map(invocation.machine()::expand),
            arguments.text("removes").map(invocation.machine()::expand));
    return result(arguments, invocation.machine().apply(step).first());
  }

  private static Payload payload(Invocation invocation, Path source) {
    try {
      return invocation.context().files().payload(source, invocation.arguments().on("decrypt"));
    } catch (IOException problem) {
      throw ModuleFailure.of("could not read %s: %s".formatted(source, problem.getMessage()));
    }
  }

  private static ModuleResult result(Parameters arguments, Ran ran) {
    return switch (ran.note()) {
      case NONE, VALIDATION -> {
        ModuleResult result =
            ModuleResult.changed(true)
                .with("rc", ran.status())
                .with("stdout", ran.text())
                .with("stderr", ran.errors());
        yield ran.status() == 0
            ? result
            : result.with("failed", true).with("msg", "non-zero return code");
      }
      case CREATES ->
          ModuleResult.skipped(arguments.must("creates") + " exists, matching creates option");
      case REMOVES ->
          ModuleResult.skipped(
              arguments.must("removes") + " does not exist, matching removes option");
      case DIRECTORY ->
          ModuleResult.failed(
              "Unable to change directory before execution: "
                  + Errno.text(ran.status(), arguments.text("chdir").orElse("")));
      case PROGRAM ->
          ModuleResult.failed("no directory of the machine lets the script be written and run")
              .with("rc", ran.status());
    };
  }

  private static ModuleResult checked(Invocation invocation) {
    Optional<String> creates = invocation.arguments().text("creates");
    Optional<String> removes = invocation.arguments().text("removes");
    if (creates.isPresent() && there(invocation, creates.get())) {
      return ModuleResult.skipped(creates.get() + " exists, matching creates option");
    }
    if (removes.isPresent() && !there(invocation, removes.get())) {
      return ModuleResult.skipped(removes.get() + " does not exist, matching removes option");
    }
    return creates.isPresent() || removes.isPresent()
        ? ModuleResult.changed(true)
        : ModuleResult.skipped("Check mode is not supported for this task.");
  }

  private static boolean there(Invocation invocation, String path) {
    Probe.Glob probe = new Probe.Glob("", invocation.machine().expand(path));
    return !invocation.machine().ask(probe).glob(probe).isEmpty();
  }
}
