package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.FileWriter;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.engine.module.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `mount`: a line of `/etc/fstab` and what is mounted by it. Needs `mount` and `umount`, of
/// util-linux where another file than `/etc/fstab` is given.
final class MountModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "mount",
        ArgumentSpec.of(
                Argument.bool("boot", true),
                Argument.str("dump").or("0"),
                Argument.str("fstab"),
                Argument.str("fstype"),
                Argument.path("path").must().aliases("name"),
                Argument.str("opts"),
                Argument.str("passno").or("0"),
                Argument.path("src"),
                Argument.bool("backup", false),
                Argument.str("state")
                    .must()
                    .choices(
                        "absent",
                        "absent_from_fstab",
                        "mounted",
                        "present",
                        "unmounted",
                        "remounted",
                        "ephemeral"))
            .with(
                Rule.when("state", "mounted", "src", "fstype"),
                Rule.when("state", "present", "src", "fstype"),
                Rule.when("state", "ephemeral", "src", "fstype")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One mount point.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final Tools tools;
    private final String state;
    private final String path;
    private final String fstab;
    private final List<String> warnings = new ArrayList<>();
    private final FstabLine wanted;
    private String boot = "yes";
    private Optional<String> backup = Optional.empty();
    private FileText file;
    private Mounts mounts = new Mounts("");
    private boolean mountPoint;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.tools = Tools.of(invocation);
      this.state = arguments.must("state");
      this.path = arguments.must("path");
      this.fstab = arguments.text("fstab").orElse("/etc/fstab");
      this.wanted =
          new FstabLine(
              arguments.text("src"),
              path,
              arguments.text("fstype"),
              options(),
              arguments.must("dump"),
              arguments.must("passno"));
      this.file = new FileText(fstab, Optional.empty(), Optional.empty());
    }

    private String options() {
      String given = arguments.text("opts").orElse("defaults");
      List<String> all = Arrays.asList(given.split(",", -1));
      if (all.contains("noauto")) {
        warnings.add("Ignore the 'boot' due to 'opts' contains 'noauto'.");
      } else if (!arguments.on("boot")) {
        boot = "no";
        if (!all.contains("defaults")) {
          return given + ",noauto";
        }
        warnings.add("Ignore the 'boot' due to 'opts' contains 'defaults'.");
      }
      return given;
    }

    ModuleResult run() {
      look();
      boolean changed =
          switch (state) {
            case "absent_from_fstab" -> writeWithout();
            case "absent" -> absent();
            case "unmounted" -> unmounted();
            case "present" -> write(Fstab.with(file.text(), wanted));
            case "remounted" -> remounted();
            default -> mounted();
          };
      ModuleResult result =
          ModuleResult.changed(changed)
              .with("name", path)
              .with("opts", wanted.options())
              .with("dump", wanted.dump())
              .with("passno", wanted.passno())
              .with("fstab", fstab)
              .with("boot", boot)
              .with("backup_file", backup.orElse(""))
              .with("src", arguments.text("src"))
              .with("fstype", arguments.text("fstype"));
      return result.warning(warnings);
    }

    private void look() {
      Probe.Stat self = Probe.Stat.of(path);
      Probe.Stat parent = Probe.Stat.of(path + "/..").following(true);
      Probe.ReadFile table = new Probe.ReadFile("/proc/self/mountinfo");
      Answers answers =
          invocation
              .machine()
              .ask(self, parent, table, Probe.Stat.of(fstab), new Probe.ReadFile(fstab));
      file = FileText.of(answers, fstab);
      Optional<FileStatus> there = answers.stat(self).filter(status -> !status.isLink());
      mountPoint =
          there.isPresent()
              && answers
                  .stat(parent)
                  .filter(above ->
                      above.device() != there.get().device()
                          || above.inode() == there.get().inode())
                  .isPresent();
      mounts = new Mounts(answers.content(table).map(bytes -> bytes.text()).orElse(""));
      if (!state.equals("ephemeral") && file.status().isEmpty()) {
        create();
      }
    }

    private void create() {
      List<Step> steps = new ArrayList<>();
      String folder = Paths.directory(fstab);
      if (!folder.isEmpty()) {
        steps.add(new Step.MakeDirectory(folder, Step.Access.DEFAULT));
      }
      steps.add(file.write(""));
      invocation
          .machine()
          .apply(steps)
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(
                "Failed to open %s due to %s".formatted(fstab, ran.errors().strip()));
          });
      file = FileText.read(invocation.machine(), fstab);
    }

    private boolean write(Fstab.Change change) {
      if (!change.changed() || invocation.checkMode()) {
        return change.changed();
      }
      List<Step> steps = new ArrayList<>();
      if (arguments.on("backup")) {
        backup = Optional.of(FileWriter.backupName(invocation, fstab));
        steps.add(new Step.Duplicate(fstab, backup.get()));
      }
      steps.add(file.write(change.text()));
      invocation
          .machine()
          .apply(steps)
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(ran.errors().strip());
          });
      return true;
    }

    private boolean writeWithout() {
      boolean changed = write(Fstab.without(file.text(), wanted));
      backup = Optional.empty();
      return changed;
    }

    private boolean isMounted() {
      return mountPoint || mounts.source(path).isPresent();
    }

    private boolean absent() {
      boolean changed = writeWithout();
      if (!changed || invocation.checkMode()) {
        return changed;
      }
      if (isMounted()) {
        unmount();
      }
      Ran ran = tools.run("/bin/sh", "-c", "[ ! -e \"$0\" ] || exec rmdir -- \"$0\"", path);
      if (!ran.ok()) {
        throw ModuleFailure.of(
            "Error rmdir %s: %s"
                .formatted(path, Errno.fromProgram(ran.errors(), path).replace("b'", "'")));
      }
      return true;
    }

    private void unmount() {
      Ran ran = tools.run(tools.must("umount"), path);
      if (!ran.ok()) {
        throw ModuleFailure.of(
            "Error unmounting %s: %s".formatted(path, ran.text() + ran.errors()));
      }
    }

    private boolean unmounted() {
      boolean mounted = isMounted();
      if (mounted && !invocation.checkMode()) {
        unmount();
      }
      return mounted;
    }

    private boolean remounted() {
      if (!invocation.checkMode()) {
        remount()
            .ifPresent(problem -> {
              throw ModuleFailure.of("Error remounting %s: %s".formatted(path, problem));
            });
      }
      return true;
    }

    private List<String> mountLine(String... options) {
      List<String> words = new ArrayList<>(List.of(tools.must("mount")));
      words.addAll(List.of(options));
      if (state.equals("ephemeral")) {
        words.addAll(List.of("-t", arguments.must("fstype")));
        if (!wanted.options().equals("defaults")) {
          words.addAll(List.of("-o", wanted.options()));
        }
        words.add(arguments.must("src"));
      } else if (!fstab.equals("/etc/fstab")) {
        words.addAll(List.of("-T", fstab));
      }
      words.add(path);
      return words;
    }

    /// What went wrong.
    private Optional<String> mount() {
      Ran ran = tools.run(mountLine());
      return ran.ok() ? Optional.empty() : Optional.of(ran.text() + ran.errors());
    }

    private Optional<String> remount() {
      boolean special = state.equals("remounted") && !wanted.options().equals("defaults");
      Ran ran = tools.run(mountLine("-o", special ? "remount," + wanted.options() : "remount"));
      if (ran.ok()) {
        return Optional.empty();
      }
      if (special) {
        throw ModuleFailure.of(
            "Options were specified with remounted, but the remount command failed. Failing in"
                + " order to prevent an unexpected mount result. Try replacing this command with a"
                + " \"state: unmounted\" followed by a \"state: mounted\" using the full desired"
                + " mount options instead.");
      }
      Ran off = tools.run(tools.must("umount"), path);
      return off.ok() ? mount() : Optional.of(off.text() + off.errors());
    }

    private boolean mounted() {
      boolean ephemeral = state.equals("ephemeral");
      List<String> made = invocation.checkMode() ? List.of() : directories();
      boolean changed = !ephemeral && write(Fstab.with(file.text(), wanted));
      boolean there = mountPoint || mounts.source(path).equals(Optional.of(arguments.must("src")));
      Optional<String> problem = Optional.empty();
      if (there && ephemeral && !sameSource()) {
        throw ModuleFailure.of(
            "Ephemeral mount point is already mounted with a different source than the specified"
                + " one. Failing in order to prevent an unwanted unmount or override operation. Try"
                + " replacing this command with a \"state: unmounted\" followed by a \"state:"
                + " ephemeral\", or use a different destination path.");
      }
      boolean acts = !there || changed || ephemeral;
      if (acts && !invocation.checkMode()) {
        problem = there ? remount() : mount();
      }
      problem.ifPresent(text -> undo(text, made, changed));
      return acts;
    }

    private boolean sameSource() {
      String source = arguments.must("src");
      if (mounts.source(path).equals(Optional.of(source))) {
        return true;
      }
      return tools
          .run(tools.must("mount"), "-v")
          .text()
          .lines()
          .map(line -> line.split("\\s+"))
          .anyMatch(row -> row.length > 2 && row[0].equals(source) && row[2].equals(path));
    }

    /// Makes the mount point; which of its directories were missing, the highest first.
    private List<String> directories() {
      String script =
          """
          p=$0; set --; while [ ! -e "$p" ]; do set -- "$p" "$@"
          case $p in */*) p=${p%/*}; [ -n "$p" ] || p=/;; *) break;; esac; done
          for d; do mkdir -- "$d" && echo "$d" || exit; done
          """;
      Ran ran = tools.run("/bin/sh", "-c", script, Paths.withoutSlash(path));
      if (!ran.ok()) {
        throw ModuleFailure.of(
            "Error making dir %s: %s"
                .formatted(path, Errno.fromProgram(ran.errors(), path).replace("b'", "'")));
      }
      return ran.text().lines().toList();
    }

    private void undo(String problem, List<String> made, boolean changed) {
      List<Step> steps = new ArrayList<>();
      if (changed) {
        steps.add(file.write(Fstab.ended(file.text())));
      }
      made.reversed().forEach(each -> steps.add(Step.Run.of("rmdir", each)));
      invocation.machine().apply(steps);
      throw ModuleFailure.of("Error mounting %s: %s".formatted(path, problem));
    }
  }
}
