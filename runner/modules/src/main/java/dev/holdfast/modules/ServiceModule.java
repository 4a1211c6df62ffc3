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
import dev.holdfast.language.value.DictValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `service`: services whatever manages them: systemd through its own module, else OpenRC or the
/// scripts of System V.
final class ServiceModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
            "service",
            ArgumentSpec.of(
                    Argument.str("name").must(),
                    Argument.str("state").choices("started", "stopped", "reloaded", "restarted"),
                    Argument.integer("sleep"),
                    Argument.str("pattern"),
                    Argument.bool("enabled"),
                    Argument.str("runlevel").or("default"),
                    Argument.str("arguments").or("").aliases("args"),
                    Argument.str("use").or("auto"))
                .with(Rule.oneOf("state", "enabled")))
        .alias("sysvinit", "ansible.builtin.sysvinit", "ansible.legacy.sysvinit");
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    Parameters arguments = invocation.arguments();
    Probe.Exists systemd = new Probe.Exists("/run/systemd/system/.");
    Probe.Which openrc = new Probe.Which("rc-service");
    Probe.Which program = new Probe.Which("service");
    String use = arguments.must("use");
    if (use.equals("systemd")) {
      return systemd(invocation);
    }
    Answers answers = invocation.machine().ask(systemd, openrc, program);
    if (use.equals("auto") && answers.exists(systemd)) {
      return systemd(invocation);
    }
    return new Scripts(
            invocation, answers.which(openrc).isPresent(), answers.which(program).isPresent())
        .run();
  }

  private static ModuleResult systemd(Invocation invocation) {
    DictValue arguments = new DictValue();
    List.of("name", "state", "enabled")
        .forEach(name ->
            invocation.arguments().value(name).ifPresent(value -> arguments.put(name, value)));
    return invocation.context().call("ansible.legacy.systemd", arguments);
  }

  /// Services that are scripts.
  private static final class Scripts {
    private final Invocation invocation;
    private final Parameters arguments;
    private final boolean openrc;
    private final boolean program;
    private final String name;

    Scripts(Invocation invocation, boolean openrc, boolean program) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.openrc = openrc;
      this.program = program;
      this.name = invocation.arguments().must("name");
    }

    private Command act(String verb) {
      List<String> words =
          new ArrayList<>(
              openrc
                  ? List.of("rc-service", name, verb)
                  : program
                      ? List.of("service", name, verb)
                      : List.of("/etc/init.d/" + name, verb));
      arguments.text("arguments").filter(text -> !text.isEmpty()).ifPresent(words::add);
      return Command.of(words);
    }

    ModuleResult run() {
      Probe.Exists script = new Probe.Exists("/etc/init.d/" + name);
      Probe.Query status = new Probe.Query(act("status"));
      Probe.Glob links =
          new Probe.Glob(
              "",
              openrc
                  ? "/etc/runlevels/" + arguments.must("runlevel") + "/" + name
                  : "/etc/rc[2345S].d/S??" + name);
      Answers answers = invocation.machine().ask(script, status, links);
      if (!answers.exists(script)) {
        throw ModuleFailure.of("Could not find the requested service %s: host".formatted(name));
      }
      List<Step> steps = new ArrayList<>();
      ModuleResult result =
          enabled(
              ModuleResult.changed(false).with("name", name),
              !answers.glob(links).isEmpty(),
              steps);
      result = state(result, running(answers.of(status)), steps);
      if (!steps.isEmpty() && !invocation.checkMode()) {
        Outcomes outcomes = invocation.machine().apply(steps);
        outcomes
            .failure()
            .ifPresent(ran -> {
              throw ModuleFailure.of(ran.errors().isBlank() ? ran.text() : ran.errors());
            });
      }
      return result.with("changed", !steps.isEmpty());
    }

    private static boolean running(Ran ran) {
      String text = ran.text().toLowerCase(java.util.Locale.ROOT);
      return ran.status() == 0
          && !text.contains("stopped")
          && !text.contains("not running")
          && !text.contains("is dead");
    }

    private ModuleResult enabled(ModuleResult result, boolean now, List<Step> steps) {
      Optional<Boolean> wanted = arguments.flag("enabled");
      if (wanted.isEmpty()) {
        return result;
      }
      if (wanted.get() != now) {
        steps.add(
            new Step.Run(
                openrc
                    ? Command.of(
                        "rc-update", wanted.get() ? "add" : "del", name, arguments.must("runlevel"))
                    : Command.of("update-rc.d", name, wanted.get() ? "defaults" : "disable"),
                true));
      }
      return result.with("enabled", wanted.get());
    }

    private ModuleResult state(ModuleResult result, boolean running, List<Step> steps) {
      Optional<String> wanted = arguments.text("state");
      if (wanted.isEmpty()) {
        return result;
      }
      String verb =
          switch (wanted.get()) {
            case "started" -> running ? "" : "start";
            case "stopped" -> running ? "stop" : "";
            case "reloaded" -> running ? "reload" : "start";
            default -> running ? "restart" : "start";
          };
      if (!verb.isEmpty()) {
        steps.add(new Step.Run(act(verb), true));
      }
      return result.with("state", wanted.get().equals("stopped") ? "stopped" : "started");
    }
  }
}
