package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
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
import java.util.List;

/// `seboolean`: a switch of the SELinux policy. Needs `getsebool` and `setsebool`; with
/// `persistent` also `semanage` for what is kept.
final class SebooleanModule implements Module {
  static final Probe.Exists ENABLED = new Probe.Exists("/sys/fs/selinux/enforce");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.of(
        "ansible.posix",
        "seboolean",
        ArgumentSpec.of(
            Argument.bool("ignore_selinux_state", false),
            Argument.str("name").must(),
            Argument.bool("persistent", false),
            Argument.bool("state").must()));
  }

  /// Refuses to go on where SELinux is off.
  static void requireEnabled(Invocation invocation) {
    if (!invocation.arguments().on("ignore_selinux_state")
        && !invocation.machine().ask(ENABLED).exists(ENABLED)) {
      throw ModuleFailure.of("SELinux is disabled on this host.");
    }
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    requireEnabled(invocation);
    Parameters arguments = invocation.arguments();
    String name = arguments.must("name");
    boolean persistent = arguments.on("persistent");
    boolean wanted = arguments.on("state");
    boolean now = persistent ? kept(invocation, name) : running(invocation, name);
    if (now != wanted && !invocation.checkMode()) {
      String program = Tools.of(invocation).must("setsebool");
      String value = wanted ? "1" : "0";
      Ran ran =
          Tools.of(invocation)
              .plain(
                  persistent ? List.of(program, "-P", name, value) : List.of(program, name, value));
      if (!ran.ok()) {
        throw ModuleFailure.of(
            "Failed to set boolean %s to %s: %s".formatted(name, value, ran.errors().strip()));
      }
    }
    return ModuleResult.changed(now != wanted)
        .with("name", name)
        .with("persistent", persistent)
        .with("state", wanted);
  }

  private static boolean running(Invocation invocation, String name) {
    String program = Tools.of(invocation).must("getsebool");
    Probe.Query query = Probe.Query.of(program, name);
    Answers answers = invocation.machine().ask(query);
    if (!answers.of(query).ok()) {
      throw missing(name);
    }
    return answers.of(query).text().strip().endsWith("on");
  }

  private static ModuleFailure missing(String name) {
    return ModuleFailure.of("SELinux boolean %s does not exist.".formatted(name));
  }

  /// Lines look like `name (on , off) what it is for`: now, then kept.
  private static boolean kept(Invocation invocation, String name) {
    String program = Tools.of(invocation).must("semanage");
    Ran ran = Tools.of(invocation).plain(List.of(program, "boolean", "-l", "-n"));
    return ran.text()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.matches(".*,\\s*on\\).*"))
        .findFirst()
        .orElseThrow(() -> missing(name));
  }
}
