package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `patch`: applies a difference, or takes it back. Needs `patch` (GNU); the difference goes to it
/// over standard input.
final class PatchModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "patch",
        ArgumentSpec.of(
                Argument.path("src").must().aliases("patchfile"),
                Argument.path("dest").aliases("originalfile"),
                Argument.path("basedir"),
                Argument.integer("strip").or(0),
                Argument.bool("remote_src", false),
                Argument.bool("backup", false),
                Argument.bool("binary", false),
                Argument.bool("ignore_whitespace", false),
                Argument.str("state").or("present").choices("absent", "present"))
            .with(dev.holdfast.engine.module.Rule.oneOf("dest", "basedir")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Payload source = source(invocation);
    there(invocation);
    Tools tools = Tools.of(invocation);
    String program =
        tools.find("patch").orElseThrow(() -> ModuleFailure.of("patch command not found"));
    boolean present = arguments.must("state").equals("present");
    List<String> test = line(program, arguments, present);
    test.add("--dry-run");
    if (tools.run(Command.of(test).withInput(source)).ok()) {
      return ModuleResult.changed(false);
    }
    List<String> words = line(program, arguments, !present);
    words.addAll(1, List.of("--batch", "--reject-file=-"));
    if (invocation.checkMode()) {
      words.add("--dry-run");
    }
    if (arguments.on("backup")) {
      words.addAll(List.of("--backup", "--version-control=numbered"));
    }
    Ran ran = tools.run(Command.of(words).withInput(source));
    if (!ran.ok()) {
      throw ModuleFailure.of(ran.errors().isEmpty() ? ran.text() : ran.errors());
    }
    return ModuleResult.changed(true);
  }

  private static List<String> line(String program, Parameters arguments, boolean reverse) {
    String folder =
        arguments.text("basedir").orElseGet(() -> Paths.directory(arguments.must("dest")));
    List<String> words =
        new ArrayList<>(
            List.of(
                program,
                "--quiet",
                "--forward",
                "--strip=" + arguments.number("strip").orElse(0L),
                "--directory=" + folder));
    if (arguments.on("binary")) {
      words.add("--binary");
    }
    if (arguments.on("ignore_whitespace")) {
      words.add("--ignore-whitespace");
    }
    arguments.text("dest").ifPresent(words::add);
    if (reverse) {
      words.add("--reverse");
    }
    return words;
  }

  private static Payload source(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    String name = arguments.must("src");
    if (arguments.on("remote_src")) {
      Probe.ReadFile probe = new Probe.ReadFile(name);
      return invocation
          .machine()
          .ask(probe)
          .content(probe)
          .map(bytes -> Payload.of(bytes.toArray()))
          .orElseThrow(
              () -> ModuleFailure.of("src %s doesn't exist or not readable".formatted(name)));
    }
    Path path = invocation.context().files().find("files", name);
    try {
      return invocation.context().files().payload(path, true);
    } catch (IOException problem) {
      throw ModuleFailure.of("src %s doesn't exist or not readable".formatted(name));
    }
  }

  private static void there(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Optional<Probe.Stat> dest = arguments.text("dest").map(Probe.Stat::of);
    Optional<Probe.Exists> folder = arguments.text("basedir").map(Probe.Exists::new);
    List<Probe> probes = new ArrayList<>();
    dest.ifPresent(probes::add);
    folder.ifPresent(probes::add);
    Answers answers = invocation.machine().ask(probes);
    dest.filter(
            probe -> answers.stat(probe).filter(status -> status.access().contains("w")).isEmpty())
        .ifPresent(probe -> {
          throw ModuleFailure.of("dest %s doesn't exist or not writable".formatted(probe.path()));
        });
    folder
        .filter(probe -> !answers.exists(probe))
        .ifPresent(probe -> {
          throw ModuleFailure.of("basedir %s doesn't exist".formatted(probe.path()));
        });
  }
}
