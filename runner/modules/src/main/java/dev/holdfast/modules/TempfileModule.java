package dev.holdfast.modules;

import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileAccess;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.transport.Payload;
import java.security.SecureRandom;
import java.util.Optional;

/// `tempfile`: a new file or directory of a name that nobody can guess.
final class TempfileModule implements Module {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_";
  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
            "tempfile",
            ArgumentSpec.of(
                Argument.str("state").or("file").choices("file", "directory"),
                Argument.path("path"),
                Argument.str("prefix").or("ansible."),
                Argument.str("suffix").or("")))
        .withoutCheckMode();
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    StringBuilder name = new StringBuilder(arguments.must("prefix"));
    for (int i = 0; i < 8; i++) {
      name.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    name.append(arguments.must("suffix"));
    String folder =
        arguments
            .text("path")
            .orElseGet(() -> {
              String set = invocation.machine().expand("$TMPDIR");
              return set.startsWith("/") ? set : "/tmp";
            });
    String path = Paths.join(folder, name.toString());
    boolean directory = arguments.must("state").equals("directory");
    Step step =
        directory
            ? new Step.MakeDirectory(path, Step.Access.mode(0700))
            : new Step.Write(path, Payload.NONE, Step.Access.mode(0600), Optional.empty(), false);
    Probe.Stat stat = Probe.Stat.of(path);
    Outcomes outcomes =
        invocation.machine().submit(java.util.List.of(step), java.util.List.of(stat));
    outcomes
        .failure()
        .ifPresent(ran -> {
          throw ModuleFailure.of(Errno.fromProgram(ran.errors(), path));
        });
    FileStatus status = outcomes.after().stat(stat).orElseThrow();
    return FileAccess.describe(ModuleResult.changed(true).with("path", path), status);
  }
}
