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
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `systemd` and `systemd_service`: units of systemd. One round trip when all is right, two when
/// something is to be done.
final class SystemdModule implements Module {
  private static final List<String> KNOWN_STATES =
      List.of(
          "enabled",
          "enabled-runtime",
          "linked",
          "linked-runtime",
          "masked",
          "masked-runtime",
          "static",
          "indirect",
          "disabled",
          "generated",
          "transient");

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
            "systemd",
            ArgumentSpec.of(
                    Argument.str("name").aliases("service", "unit"),
                    Argument.str("state").choices("reloaded", "restarted", "started", "stopped"),
                    Argument.bool("enabled"),
                    Argument.bool("force"),
                    Argument.bool("masked"),
                    Argument.bool("daemon_reload", false).aliases("daemon-reload"),
                    Argument.bool("daemon_reexec", false).aliases("daemon-reexec"),
                    Argument.str("scope").or("system").choices("system", "user", "global"),
                    Argument.bool("no_block", false))
                .with(
                    Rule.oneOf("state", "enabled", "masked", "daemon_reload", "daemon_reexec"),
                    Rule.by("state", "name"),
                    Rule.by("enabled", "name"),
                    Rule.by("masked", "name")))
        .alias(
            "systemd_service", "ansible.builtin.systemd_service", "ansible.legacy.systemd_service");
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    return new Work(invocation).run();
  }

  /// One unit on one machine.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final List<String> systemctl = new ArrayList<>(List.of("systemctl"));
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> verbs = new ArrayList<>();

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      String scope = arguments.must("scope");
      if (!scope.equals("system")) {
        systemctl.add("--" + scope);
        environment.put("XDG_RUNTIME_DIR", "");
      }
      if (arguments.on("no_block")) {
        systemctl.add("--no-block");
      }
      if (arguments.on("force")) {
        systemctl.add("--force");
      }
    }

    private Command command(String... words) {
      List<String> all = new ArrayList<>(systemctl);
      all.addAll(List.of(words));
      Command command = Command.of(all);
      return environment.isEmpty() ? command : user(command);
    }

    /// Without a session of its own the user's manager is found through its directory.
    private static Command user(Command command) {
      List<String> words = ((Command.Program.Argv) command.program()).words();
      return Command.shell(
          "[ -n \"$XDG_RUNTIME_DIR\" ] || export XDG_RUNTIME_DIR=/run/user/$(id -u); exec "
              + dev.holdfast.engine.machine.Sh.quote(words));
    }

    ModuleResult run() {
      Optional<String> unit = arguments.text("name");
      unit.ifPresent(Work::refusePatterns);
      List<Step> reloads = new ArrayList<>();
      if (!invocation.checkMode()) {
        if (arguments.on("daemon_reload")) {
          reloads.add(new Step.Run(command("daemon-reload"), true));
        }
        if (arguments.on("daemon_reexec")) {
          reloads.add(new Step.Run(command("daemon-reexec"), true));
        }
      }
      Probe.Query show = new Probe.Query(command("show", unit.orElse("")));
      Probe.Query enabled = new Probe.Query(command("is-enabled", unit.orElse(""), "-l"));
      Probe.Exists script = new Probe.Exists("/etc/init.d/" + unit.orElse(""));
      List<Probe> probes = unit.isPresent() ? List.of(show, enabled, script) : List.of();
      Outcomes outcomes = invocation.machine().submit(reloads, probes);
      outcomes.failure().ifPresent(ran -> reloadFailed(reloads.size(), outcomes.ran().size(), ran));
      ModuleResult result =
          ModuleResult.changed(false)
              .with("name", unit.<Value>map(Str::unsafe).orElse(None.NONE))
              .with("status", new dev.holdfast.language.value.DictValue());
      if (unit.isEmpty()) {
        return result;
      }
      missingProgram(outcomes.after().of(show));
      return decide(unit.get(), result, outcomes.after(), show, enabled, script);
    }

    private static void refusePatterns(String unit) {
      for (String sign : List.of("*", "?", "[")) {
        if (unit.contains(sign)) {
          throw ModuleFailure.of(
              "This module does not currently support using glob patterns, found '%s' in service name: %s"
                  .formatted(sign, unit));
        }
      }
    }

    private void reloadFailed(int wanted, int tried, Ran ran) {
      missingProgram(ran);
      String verb =
          arguments.on("daemon_reload") && tried < Math.max(2, wanted)
              ? "daemon-reload"
              : "daemon-reexec";
      throw ModuleFailure.of(
          "failure %d during %s: %s".formatted(ran.status(), verb, ran.errors()));
    }

    private static void missingProgram(Ran ran) {
      if (ran.status() == 127) {
        throw ModuleFailure.of("Failed to find required executable \"systemctl\" in paths");
      }
    }

    private ModuleResult decide(
        String unit,
        ModuleResult base,
        Answers answers,
        Probe.Query show,
        Probe.Query isEnabled,
        Probe.Exists script) {
      Ran shown = answers.of(show);
      Ran enabled = answers.of(isEnabled);
      String enabledText = enabled.text().strip();
      boolean ignored =
          (shown.text() + shown.errors()).contains("ignoring request")
              || (shown.text() + shown.errors()).contains("ignoring command");
      Map<String, Value> status =
          shown.ok() && !ignored ? SystemdShow.parse(shown.text()) : Map.of();
      String load = text(status, "LoadState");
      boolean known =
          status.isEmpty()
              ? KNOWN_STATES.contains(enabledText)
              : !load.isEmpty() && !load.equals("not-found");
      boolean initd = answers.exists(script);
      if (known && !load.equals("masked") && status.containsKey("LoadError")) {
        throw ModuleFailure.of(
            "Error loading unit file '%s': %s".formatted(unit, text(status, "LoadError")));
      }
      if (!shown.ok() && !known && !initd) {
        throw ModuleFailure.of(shown.errors().strip())
            .with("rc", dev.holdfast.language.value.Int.of(shown.status()))
            .with("stdout", shown.text())
            .with("stderr", shown.errors());
      }
      boolean found = known || initd;
      ModuleResult result = base.with("status", dev.holdfast.language.value.DictValue.of(status));
      result = mask(unit, result, enabledText);
      result = enable(unit, result, enabled, found, initd);
      result = state(unit, result, status, found);
      perform(unit, found);
      return result.with("changed", !verbs.isEmpty());
    }

    private static String text(Map<String, Value> status, String name) {
      return Optional.ofNullable(status.get(name))
          .map(dev.holdfast.language.value.Text::str)
          .orElse("");
    }

    private void act(String verb, String unit) {
      verbs.add(verb);
      steps.add(new Step.Run(command(verb, unit), true));
    }

    private ModuleResult mask(String unit, ModuleResult result, String enabledText) {
      arguments
          .flag("masked")
          .filter(wanted -> wanted != enabledText.equals("masked"))
          .ifPresent(wanted -> act(wanted ? "mask" : "unmask", unit));
      return result;
    }

    private ModuleResult enable(
        String unit, ModuleResult result, Ran ran, boolean found, boolean initd) {
      Optional<Boolean> wanted = arguments.flag("enabled");
      if (wanted.isEmpty()) {
        return result;
      }
      failIfMissing(unit, found);
      String text = ran.text().strip();
      boolean enabled = ran.status() == 0 && !text.equals("indirect") && !text.equals("alias");
      if (ran.status() == 1
          && initd
          && !text.endsWith("disabled")
          && arguments.must("scope").equals("system")) {
        Probe.Glob links = new Probe.Glob("", "/etc/rc?.d/S??" + unit);
        enabled = !invocation.machine().ask(links).glob(links).isEmpty();
      }
      if (enabled != wanted.get()) {
        act(wanted.get() ? "enable" : "disable", unit);
      }
      return result.with("enabled", wanted.get());
    }

    private ModuleResult state(
        String unit, ModuleResult result, Map<String, Value> status, boolean found) {
      Optional<String> wanted = arguments.text("state");
      if (wanted.isEmpty()) {
        return result;
      }
      failIfMissing(unit, found);
      if (!status.containsKey("ActiveState")) {
        if (invocation.machine().expand("$SYSTEMD_OFFLINE").equals("1")) {
          return result.with("state", wanted.get());
        }
        throw ModuleFailure.of("Service is in unknown state")
            .with("status", dev.holdfast.language.value.DictValue.of(status));
      }
      String active = text(status, "ActiveState");
      boolean running = active.equals("active") || active.equals("activating");
      boolean ending = active.equals("deactivating");
      switch (wanted.get()) {
        case "started" -> {
          if (!running) {
            act("start", unit);
          }
        }
        case "stopped" -> {
          if (running || ending) {
            act("stop", unit);
          }
        }
        default -> act(running ? wanted.get().replaceFirst("ed$", "") : "start", unit);
      }
      return result.with("state", wanted.get().equals("stopped") ? "stopped" : "started");
    }

    private void failIfMissing(String unit, boolean found) {
      if (!found) {
        throw ModuleFailure.of("Could not find the requested service %s: host".formatted(unit));
      }
    }

    private void perform(String unit, boolean found) {
      if (invocation.checkMode() || steps.isEmpty()) {
        return;
      }
      Outcomes outcomes = invocation.machine().apply(steps);
      Optional<Ran> failure = outcomes.failure();
      if (failure.isEmpty()) {
        return;
      }
      String verb = verbs.get(outcomes.ran().size() - 1);
      Ran ran = failure.get();
      if (verb.endsWith("mask")) {
        failIfMissing(unit, found);
      }
      throw ModuleFailure.of(
          "Unable to %s service %s: %s"
              .formatted(
                  verb, unit, verb.endsWith("able") ? ran.text() + ran.errors() : ran.errors()));
    }
  }
}
