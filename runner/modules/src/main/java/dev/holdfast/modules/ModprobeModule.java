package dev.holdfast.modules;

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
import dev.holdfast.engine.module.Words;
import dev.holdfast.language.value.Str;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `modprobe`: a module of the running kernel, and the files that load it at each start. Needs
/// `modprobe`.
final class ModprobeModule implements Module {
  private static final String LOADED_AT_START = "/etc/modules-load.d";
  private static final String LOADED =
      """
      built=/lib/modules/$(uname -r)/modules.builtin
      for f in /proc/modules "$built"; do [ -r "$f" ] || { echo "$f" >&2; exit 2; }; done
      cat /proc/modules
      while read -r line; do case $line in */"$0".ko) echo BUILTIN; break;; esac; done <"$built"
      """;
  private static final String OPTIONS = "/etc/modprobe.d";

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "community.general",
        "modprobe",
        ArgumentSpec.of(
            Argument.str("name").must(),
            Argument.str("state").or("present").choices("absent", "present"),
            Argument.str("params").or(""),
            Argument.str("persistent").or("disabled").choices("disabled", "present", "absent")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One kernel module.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final String name;
    private final String program;
    private final List<String> warnings = new ArrayList<>();
    private boolean changed;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.name = arguments.must("name");
      this.program = Tools.of(invocation).must("modprobe");
    }

    ModuleResult run() {
      boolean loaded = loaded();
      if (arguments.must("state").equals("present") && !loaded) {
        load();
      } else if (arguments.must("state").equals("absent") && loaded) {
        unload();
      }
      String persistent = arguments.must("persistent");
      if (!persistent.equals("disabled")) {
        persist(persistent.equals("present"));
      }
      ModuleResult result = result(ModuleResult.changed(changed));
      return result.warning(warnings);
    }

    private ModuleResult result(ModuleResult base) {
      return base.with("name", name)
          .with("params", arguments.must("params"))
          .with("state", arguments.must("state"));
    }

    /// What the kernel has built in counts as loaded.
    private boolean loaded() {
      Probe.Query query = new Probe.Query(Command.of("/bin/sh", "-c", LOADED, name));
      Ran ran = invocation.machine().ask(query).of(query);
      String text = "\n" + ran.text();
      if (text.contains("\n" + name.replace('-', '_') + " ") || text.contains("\nBUILTIN\n")) {
        return true;
      }
      if (!ran.ok()) {
        throw new ModuleFailure(
            result(
                ModuleResult.failed(
                    "[Errno 2] No such file or directory: '%s'".formatted(ran.errors().strip()))));
      }
      return false;
    }

    private List<String> words(String... first) {
      List<String> words = new ArrayList<>(List.of(program));
      words.addAll(Arrays.asList(first));
      return words;
    }

    private Ran must(List<String> words) {
      Ran ran = Tools.of(invocation).run(words);
      if (!ran.ok()) {
        throw new ModuleFailure(
            result(ModuleResult.failed(ran.errors()))
                .with("rc", ran.status())
                .with("stdout", ran.text())
                .with("stderr", ran.errors()));
      }
      return ran;
    }

    private void load() {
      List<String> words = invocation.checkMode() ? words("-n", name) : words(name);
      words.addAll(Words.split(arguments.must("params")));
      must(words);
      if (invocation.checkMode() || loaded()) {
        changed = true;
        return;
      }
      List<String> trial = words("-n", "--first-time", name);
      trial.addAll(Words.split(arguments.must("params")));
      Ran ran = Tools.of(invocation).run(trial);
      if (!ran.ok()) {
        warnings.add(ran.errors());
      }
    }

    private void unload() {
      must(invocation.checkMode() ? words("-r", name, "-n") : words("-r", name));
      changed = true;
    }

    private List<FileText> files(String folder) {
      Probe.Glob glob = new Probe.Glob("", folder + "/*");
      List<String> paths = invocation.machine().ask(glob).glob(glob);
      return paths.isEmpty()
          ? List.of()
          : FileText.readAll(invocation.machine(), paths.toArray(String[]::new)).stream()
              .filter(FileText::exists)
              .toList();
    }

    /// The reference changes the files in check mode, too; here nothing does.
    private void persist(boolean wanted) {
      Pattern line = Pattern.compile("^ *" + Pattern.quote(name) + " *(?:[#;].*)?\\n?$");
      Pattern option =
          Pattern.compile("^options " + Pattern.quote(name) + " (\\w+=\\S+) *(?:[#;].*)?\\n?$");
      List<FileText> starts = files(LOADED_AT_START);
      List<FileText> settings = files(OPTIONS);
      boolean listed = matching(starts, line).size() > 0;
      Set<String> now = new HashSet<>(matching(settings, option));
      Set<String> parameters = new HashSet<>(Arrays.asList(arguments.must("params").split("\\s+")));
      parameters.remove("");
      List<Step> steps = new ArrayList<>();
      if (wanted && !listed) {
        steps.add(fresh(LOADED_AT_START, name + "\n"));
      }
      if (!wanted && listed) {
        steps.addAll(commentedOut(starts, line));
      }
      if (wanted ? !now.equals(parameters) : !now.isEmpty()) {
        steps.addAll(commentedOut(settings, option));
      }
      if (wanted && !now.equals(parameters)) {
        StringBuilder text = new StringBuilder();
        for (String each : arguments.must("params").strip().split("\\s+")) {
          text.append("options ").append(name).append(' ').append(each).append('\n');
        }
        steps.add(fresh(OPTIONS, parameters.isEmpty() ? "\n" : text.toString()));
      }
      changed |= !steps.isEmpty();
      if (!invocation.checkMode() && !steps.isEmpty()) {
        invocation
            .machine()
            .apply(steps)
            .failure()
            .ifPresent(ran -> {
              throw new ModuleFailure(result(ModuleResult.failed(ran.errors().strip())));
            });
      }
    }

    private static List<String> matching(List<FileText> files, Pattern pattern) {
      return files.stream()
          .flatMap(file -> file.wholeLines().stream())
          .map(pattern::matcher)
          .filter(Matcher::matches)
          .map(hit -> hit.groupCount() > 0 ? hit.group(1) : hit.group())
          .toList();
    }

    private static List<Step> commentedOut(List<FileText> files, Pattern pattern) {
      return files.stream()
          .filter(file -> !matching(List.of(file), pattern).isEmpty())
          .map(file -> {
            List<String> lines = new ArrayList<>(file.wholeLines());
            lines.replaceAll(line -> pattern.matcher(line).matches() ? "#" + line : line);
            return file.write(String.join("", lines));
          })
          .toList();
    }

    private Step fresh(String folder, String text) {
      return new FileText(folder + "/" + name + ".conf", Optional.empty(), Optional.empty())
          .write(TextEdit.bytes(Str.of(text).text()));
    }
  }
}
