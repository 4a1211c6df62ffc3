package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
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
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `selinux`: mode and policy of SELinux, now and in its file. The mode of the running kernel is
/// changed through `setenforce`, its command line through `grubby`.
final class SelinuxModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "selinux",
        ArgumentSpec.of(
            Argument.str("policy"),
            Argument.str("state").must().choices("enforcing", "permissive", "disabled"),
            Argument.str("configfile").or("/etc/selinux/config").aliases("conf", "file"),
            Argument.bool("update_kernel_param", false)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One machine's SELinux.
  private static final class Work {
    private static final Probe.ReadFile MODE = new Probe.ReadFile("/sys/fs/selinux/enforce");
    private final Invocation invocation;
    private final Parameters arguments;
    private final List<String> messages = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private boolean changed;
    private boolean reboot;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
    }

    ModuleResult run() {
      String path = arguments.must("configfile");
      Answers answers =
          invocation.machine().ask(MODE, Probe.Stat.of(path), new Probe.ReadFile(path));
      FileText file = FileText.of(answers, path);
      if (!file.exists()) {
        throw ModuleFailure.of("Unable to find file " + path)
            .with(
                "details",
                "Please install SELinux-policy package, if this package is not installed"
                    + " previously.");
      }
      String running =
          answers
              .content(MODE)
              .map(bytes -> bytes.text().strip().equals("1") ? "enforcing" : "permissive")
              .orElse("disabled");
      Optional<String> before = value(file, "SELINUXTYPE");
      Optional<String> policy = policy(before);
      String text = file.text();
      text = policy(file, text, before, policy);
      running(running);
      String state = arguments.must("state");
      Optional<String> config = value(file, "SELINUX");
      if (!config.equals(Optional.of(state))) {
        text = replaced(text, "SELINUX", state);
        messages.add(
            "Config SELinux state changed from '%s' to '%s'"
                .formatted(config.orElse("None"), state));
        changed = true;
      }
      if (!text.equals(file.text())) {
        steps.add(file.write(text));
      }
      kernel(!state.equals("disabled"));
      apply();
      ModuleResult result =
          ModuleResult.changed(changed)
              .with("msg", String.join(", ", messages))
              .with("configfile", path)
              .with("policy", policy.<Value>map(Str::unsafe).orElse(None.NONE))
              .with("state", state)
              .with("reboot_required", reboot);
      return result.warning(warnings);
    }

    private Optional<String> policy(Optional<String> before) {
      Optional<String> given = arguments.text("policy").filter(text -> !text.isEmpty());
      if (given.isEmpty() && !arguments.must("state").equals("disabled")) {
        throw ModuleFailure.of("Policy is required if state is not 'disabled'");
      }
      return given.or(() -> before);
    }

    private String policy(
        FileText file, String text, Optional<String> before, Optional<String> policy) {
      if (policy.equals(before) || policy.isEmpty()) {
        return text;
      }
      Probe.Exists there = new Probe.Exists("/etc/selinux/%s/policy".formatted(policy.get()));
      if (!invocation.checkMode() && !invocation.machine().ask(there).exists(there)) {
        throw ModuleFailure.of("Policy %s does not exist in /etc/selinux/".formatted(policy.get()));
      }
      messages.add(
          "Running SELinux policy changed from '%s' to '%s'"
              .formatted(before.orElse("None"), policy.get()));
      messages.add(
          "SELinux policy configuration in '%s' changed from '%s' to '%s'"
              .formatted(file.path(), before.orElse("None"), policy.get()));
      changed = true;
      return replaced(text, "SELINUXTYPE", policy.get());
    }

    private void running(String running) {
      String state = arguments.must("state");
      if (state.equals(running)) {
        return;
      }
      if (running.equals("disabled")) {
        warnings.add("Reboot is required to set SELinux state to '%s'".formatted(state));
        reboot = true;
      } else if (!state.equals("disabled")) {
        steps.add(Step.Run.of("setenforce", state.equals("enforcing") ? "1" : "0"));
        messages.add("SELinux state changed from '%s' to '%s'".formatted(running, state));
        changed = true;
      } else {
        reboot = true;
        if (running.equals("permissive")) {
          warnings.add("SELinux state change will take effect next reboot");
          return;
        }
        steps.add(Step.Run.of("setenforce", "0"));
        warnings.add(
            "SELinux state temporarily changed from '%s' to 'permissive'. State change will take effect next reboot."
                .formatted(running));
        changed = true;
      }
    }

    private void kernel(boolean wanted) {
      if (!arguments.on("update_kernel_param")) {
        return;
      }
      Tools tools = Tools.of(invocation);
      String grubby =
          tools
              .find("grubby")
              .orElseThrow(() -> ModuleFailure.of("'grubby' command not found on host"));
      Ran ran = tools.run(grubby, "--info=ALL");
      if (!ran.ok()) {
        throw ModuleFailure.of("unable to run grubby");
      }
      List<Boolean> off =
          ran.text()
              .lines()
              .filter(line -> line.startsWith("args=\""))
              .map(line -> line.matches(".*[\" ]selinux=0[\" ].*"))
              .distinct()
              .toList();
      boolean same = off.size() == 1 && off.getFirst() != wanted;
      if (!same) {
        steps.add(
            Step.Run.of(
                grubby, "--update-kernel=ALL", wanted ? "--remove-args" : "--args", "selinux=0"));
        String before = off.size() != 1 ? "<inconsistent>" : wanted ? "disabled" : "enabled";
        messages.add(
            "Kernel SELinux state changed from '%s' to '%s'"
                .formatted(before, wanted ? "enabled" : "disabled"));
        changed = true;
      }
    }

    private void apply() {
      if (steps.isEmpty() || invocation.checkMode()) {
        return;
      }
      invocation
          .machine()
          .apply(steps)
          .failure()
          .ifPresent(ran -> {
            throw ModuleFailure.of(ran.errors().strip());
          });
    }

    private static Optional<String> value(FileText file, String key) {
      return file.lines().stream()
          .filter(line -> line.startsWith(key + "="))
          .map(line -> line.substring(key.length() + 1).strip())
          .findFirst();
    }

    private static String replaced(String text, String key, String value) {
      List<String> lines = new ArrayList<>(text.lines().toList());
      String line = key + "=" + value;
      lines.replaceAll(each -> each.startsWith(key + "=") ? line : each);
      if (!lines.contains(line)) {
        lines.add(line);
      }
      return String.join("\n", lines) + "\n";
    }
  }
}
