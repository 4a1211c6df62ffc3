package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
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
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `dpkg_divert`: files of packages that are kept under another name.
final class DpkgDivertModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "dpkg_divert",
        ArgumentSpec.of(
            Argument.path("path").must(),
            Argument.str("state").or("present").choices("absent", "present"),
            Argument.str("holder"),
            Argument.path("divert"),
            Argument.bool("rename", false),
            Argument.bool("force", false)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// What dpkg knows of a path.
  private record Diversion(
      String path, boolean present, Optional<String> divert, Optional<String> holder) {
    DictValue shown() {
      DictValue dict = new DictValue();
      dict.put("path", Str.unsafe(path));
      dict.put("state", Str.unsafe(present ? "present" : "absent"));
      dict.put("divert", text(divert));
      dict.put("holder", text(holder));
      return dict;
    }

    private static Value text(Optional<String> text) {
      return text.<Value>map(Str::unsafe).orElse(None.NONE);
    }
  }

  /// One path on one machine.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final String path;
    private final boolean present;
    private final boolean rename;
    private String program = "dpkg-divert";
    private boolean modern;
    private List<String> command = List.of();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.path = arguments.must("path");
      this.present = arguments.must("state").equals("present");
      this.rename = arguments.on("rename");
    }

    ModuleResult run() {
      Probe.Which which = new Probe.Which("dpkg-divert");
      Probe.Query version = Probe.Query.of("dpkg-divert", "--version");
      List<Probe> probes = new ArrayList<>(List.of(which, version));
      probes.addAll(questions());
      Answers answers = invocation.machine().ask(probes);
      program =
          answers
              .which(which)
              .orElseThrow(() ->
                  ModuleFailure.of(
                      "This machine has no dpkg-divert: the dpkg_divert module serves Debian and"
                          + " its relatives"));
      modern = isModern(answers.of(version).text());
      Diversion before = read(answers);
      Diversion wanted = wanted();
      command = command(true);
      boolean test = invocation.checkMode() || wanted.equals(before);
      Ran ran = dpkg(test ? tested(command) : command);
      List<String> commands = List.of(String.join(" ", command));
      List<String> messages;
      if (ran.ok()) {
        messages = List.of(ran.text().stripTrailing());
      } else if (present != before.present()) {
        messages = List.of(forced(before, wanted, ran));
      } else {
        List<String> removal = new ArrayList<>(List.of(program, "--remove", path));
        if (modern) {
          removal.add(1, "--no-rename");
        }
        String removing = String.join(" ", removal);
        command = command(false);
        messages = replaced(removal, before, wanted);
        commands = List.of(removing, String.join(" ", command));
      }
      Diversion after =
          invocation.checkMode() ? wanted : read(invocation.machine().ask(questions()));
      return result(before, after, wanted, commands, messages, ran);
    }

    private ModuleResult result(
        Diversion before,
        Diversion after,
        Diversion wanted,
        List<String> commands,
        List<String> messages,
        Ran ran) {
      if (!after.equals(wanted)) {
        throw failed("Unexpected error: see stdout and stderr for details.", after, ran)
            .with("changed", dev.holdfast.language.value.Bool.of(!after.equals(before)));
      }
      DictValue diff = new DictValue();
      if (invocation.diffMode()) {
        diff.put("before", before.shown());
        diff.put("after", after.shown());
      }
      return ModuleResult.changed(!after.equals(before))
          .with("diversion", after.shown())
          .with("commands", commands)
          .with("messages", messages)
          .with("diff", diff);
    }

    private static boolean isModern(String text) {
      return text.lines()
          .findFirst()
          .map(line -> line.replaceFirst(".*version ", "").replaceFirst("[^0-9.].*", ""))
          .filter(version -> version.matches("[0-9]+(\\.[0-9]+)*\\.?"))
          .map(version -> DebianVersion.ORDER.compare(version, "1.19.1") >= 0)
          .orElse(true);
    }

    private Diversion wanted() {
      String holder = arguments.text("holder").filter(text -> !text.isEmpty()).orElse("LOCAL");
      return present
          ? new Diversion(path, true, Optional.of(target()), Optional.of(holder))
          : new Diversion(path, false, Optional.empty(), Optional.empty());
    }

    private String target() {
      return arguments.text("divert").filter(text -> !text.isEmpty()).orElse(path + ".distrib");
    }

    private List<String> command(boolean renaming) {
      List<String> words = new ArrayList<>(List.of(program));
      if (rename && renaming) {
        words.add("--rename");
      } else if (modern) {
        words.add("--no-rename");
      }
      if (!present) {
        words.addAll(List.of("--remove", path));
        return words;
      }
      String holder = arguments.text("holder").orElse("");
      words.addAll(
          holder.isEmpty() || holder.equals("LOCAL")
              ? List.of("--local")
              : List.of("--package", holder));
      arguments
          .text("divert")
          .filter(text -> !text.isEmpty())
          .ifPresent(text -> words.addAll(List.of("--divert", text)));
      words.addAll(List.of("--add", path));
      return words;
    }

    private static List<String> tested(List<String> command) {
      List<String> words = new ArrayList<>(command);
      words.add(1, "--test");
      return words;
    }

    private Ran dpkg(List<String> words) {
      return invocation.machine().apply(Step.Run.any(Command.of(words))).first();
    }

    private List<Probe> questions() {
      return List.of(
          Probe.Query.of("dpkg-divert", "--listpackage", path),
          Probe.Query.of("dpkg-divert", "--truename", path));
    }

    private Diversion read(Answers answers) {
      List<Probe> questions = questions();
      String holder = answers.of(questions.getFirst()).text().stripTrailing();
      String name = answers.of(questions.getLast()).text().stripTrailing();
      return holder.isEmpty()
          ? new Diversion(path, false, Optional.empty(), Optional.empty())
          : new Diversion(path, true, Optional.of(name), Optional.of(holder));
    }

    /// Both names are taken: one file has to go.
    private String forced(Diversion before, Diversion wanted, Ran ran) {
      Probe.Exists here = new Probe.Exists(path);
      String other = present ? target() : before.divert().orElse(path);
      Probe.Exists there = new Probe.Exists(other);
      Answers answers = invocation.machine().ask(here, there);
      if (!rename || !answers.exists(here) || !answers.exists(there)) {
        throw failed("Unexpected error while changing state of the diversion.", before, ran);
      }
      if (!arguments.on("force")) {
        throw failed("Set 'force' param to True to force renaming of files.", before, ran);
      }
      if (invocation.checkMode()) {
        return ran.text().stripTrailing();
      }
      String gone = wanted.present() ? other : path;
      Ran removed = invocation.machine().apply(Step.Run.any(Command.of("rm", "--", gone))).first();
      if (!removed.ok()) {
        throw failed(
            "Failed to remove %s: %s".formatted(gone, removed.errors().strip()), before, ran);
      }
      Ran again = dpkg(command);
      Programs.check(again, String.join(" ", command));
      return again.text().stripTrailing();
    }

    /// dpkg-divert changes no diversion: the old one goes, the new one comes, and the file goes
    /// along.
    private List<String> replaced(List<String> removal, Diversion before, Diversion wanted) {
      Ran gone = dpkg(invocation.checkMode() ? tested(removal) : removal);
      Programs.check(gone, String.join(" ", removal));
      if (invocation.checkMode()) {
        return List.of(gone.text().stripTrailing(), "Running in check mode");
      }
      Ran added = dpkg(command);
      Programs.check(added, String.join(" ", command));
      String old = before.divert().orElse(path);
      String now = wanted.divert().orElse(path);
      if (!old.equals(now)) {
        Command move =
            Command.shell(
                "if [ -e %1$s ] && [ ! -e %2$s ]; then mv %1$s %2$s; fi"
                    .formatted(
                        dev.holdfast.engine.machine.Sh.quote(old),
                        dev.holdfast.engine.machine.Sh.quote(now)));
        invocation.machine().apply(Step.Run.any(move));
      }
      return List.of(gone.text().stripTrailing(), added.text().stripTrailing());
    }

    private ModuleFailure failed(String message, Diversion diversion, Ran ran) {
      return ModuleFailure.of(message)
          .with("cmd", String.join(" ", command))
          .with("rc", Int.of(ran.status()))
          .with("stderr", ran.errors())
          .with("stdout", ran.text())
          .with("diversion", diversion.shown());
    }
  }
}
