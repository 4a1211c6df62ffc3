package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Outcomes;
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
import dev.holdfast.engine.module.Rule;
import dev.holdfast.language.value.YesNo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `sysctl`: a setting of the running kernel and the file that keeps it. Needs `sysctl`.
final class SysctlModule implements Module {
  private static final Pattern REFUSED =
      Pattern.compile(
          "^sysctl: setting key \"[^\"]+\": (Invalid argument|Read-only file system)$",
          Pattern.MULTILINE);

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "sysctl",
        ArgumentSpec.of(
                Argument.str("name").must().aliases("key"),
                Argument.str("value").aliases("val"),
                Argument.str("state").or("present").choices("present", "absent"),
                Argument.bool("reload", true),
                Argument.bool("sysctl_set", false),
                Argument.bool("ignoreerrors", false),
                Argument.path("sysctl_file").or("/etc/sysctl.conf"))
            .with(Rule.when("state", "present", "value")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    boolean present = arguments.must("state").equals("present");
    if (arguments.must("name").isEmpty()) {
      throw ModuleFailure.of("name cannot be blank");
    }
    if (present && arguments.must("value").isEmpty()) {
      throw ModuleFailure.of("value cannot be blank");
    }
    return new Work(invocation, present).run();
  }

  /// One setting.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final boolean present;
    private final String name;
    private final String value;
    private final String program;

    Work(Invocation invocation, boolean present) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.present = present;
      this.name = arguments.must("name").strip();
      this.value = arguments.text("value").map(Work::value).orElse("");
      this.program = Tools.of(invocation).must("sysctl");
    }

    private static String value(String given) {
      return YesNo.of(given).map(yes -> yes ? "1" : "0").orElseGet(given::strip);
    }

    ModuleResult run() {
      String path = arguments.must("sysctl_file");
      Probe.Query current = new Probe.Query(command("-e", "-n", name));
      Answers answers =
          invocation.machine().ask(current, Probe.Stat.of(path), new Probe.ReadFile(path));
      FileText file = FileText.of(answers, path);
      Optional<String> running = Optional.of(answers.of(current)).filter(Ran::ok).map(Ran::text);
      Optional<String> written = Optional.ofNullable(values(file).get(name));
      boolean write =
          present
              ? !written.equals(Optional.of(value))
              : written.filter(text -> !text.isEmpty()).isPresent();
      boolean differs = running.map(text -> !same(text, value)).orElse(true);
      boolean onlyRunning = !write && written.isPresent() && arguments.on("reload") && differs;
      boolean set = arguments.on("sysctl_set") && present;
      boolean changed = write || onlyRunning || (set && differs);
      if (!invocation.checkMode()) {
        List<Step> steps = new ArrayList<>();
        if (set && differs && running.isPresent()) {
          apply(new Step.Run(setting(), false), "setting %s failed: ".formatted(name));
        }
        if (write) {
          steps.add(file.write(fixed(file)));
        }
        save(steps, file);
        if (changed && arguments.on("reload")) {
          apply(new Step.Run(reloading(path), false), "Failed to reload sysctl: ");
        }
      }
      return ModuleResult.changed(changed);
    }

    private Command command(String... words) {
      List<String> all = new ArrayList<>(List.of(program));
      all.addAll(Arrays.asList(words));
      return Command.of(all).with("LANG", "C").with("LC_ALL", "C").with("LC_MESSAGES", "C");
    }

    private Command setting() {
      return arguments.on("ignoreerrors")
          ? command("-e", "-w", name + "=" + value)
          : command("-w", name + "=" + value);
    }

    private Command reloading(String path) {
      return arguments.on("ignoreerrors") ? command("-e", "-p", path) : command("-p", path);
    }

    private void apply(Step step, String message) {
      Ran ran = invocation.machine().apply(step).first();
      if (!ran.ok() || REFUSED.matcher(ran.errors()).find()) {
        throw ModuleFailure.of(message + ran.text() + ran.errors());
      }
    }

    private void save(List<Step> steps, FileText file) {
      if (steps.isEmpty()) {
        return;
      }
      Outcomes outcomes = invocation.machine().apply(steps);
      outcomes
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(
                "Failed to write to file %s: %s".formatted(file.path(), ran.errors().strip()));
          });
    }

    private static boolean same(String one, String other) {
      return Arrays.asList(one.strip().split("\\s+"))
          .equals(Arrays.asList(other.strip().split("\\s+")));
    }

    private static boolean isSetting(String line) {
      return !line.isEmpty()
          && !line.startsWith("#")
          && !line.startsWith(";")
          && line.contains("=");
    }

    private static String key(String line) {
      return line.substring(0, line.indexOf('=')).strip();
    }

    private static Map<String, String> values(FileText file) {
      Map<String, String> values = new LinkedHashMap<>();
      file.lines().stream()
          .map(String::strip)
          .filter(Work::isSetting)
          .forEach(line -> values.put(key(line), line.substring(line.indexOf('=') + 1).strip()));
      return values;
    }

    /// Of a setting that stands there twice only the first line stays.
    private String fixed(FileText file) {
      StringBuilder text = new StringBuilder();
      Set<String> seen = new HashSet<>();
      for (String each : file.lines()) {
        String line = each.strip();
        if (!isSetting(line)) {
          text.append(line).append('\n');
        } else if (seen.add(key(line))) {
          String kept = line.substring(line.indexOf('=') + 1).strip();
          boolean mine = key(line).equals(name);
          if (!mine || present) {
            text.append(key(line)).append('=').append(mine ? value : kept).append('\n');
          }
        }
      }
      if (present && !seen.contains(name)) {
        text.append(name).append('=').append(value).append('\n');
      }
      return text.toString();
    }
  }
}
