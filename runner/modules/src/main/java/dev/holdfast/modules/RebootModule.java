package dev.holdfast.modules;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.MachineException;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.transport.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `reboot`: restarts the machine and waits until it is another boot that answers. How long one
/// attempt to connect may take is the connection's own timeout.
final class RebootModule implements Module {
  private static final String BOOT = "cat /proc/sys/kernel/random/boot_id";

  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "reboot",
        ArgumentSpec.of(
            Argument.str("boot_time_command").or(BOOT),
            Argument.integer("connect_timeout").aliases("connect_timeout_sec"),
            Argument.str("msg").or("Reboot initiated by Ansible"),
            Argument.integer("post_reboot_delay").or(0).aliases("post_reboot_delay_sec"),
            Argument.integer("pre_reboot_delay").or(0).aliases("pre_reboot_delay_sec"),
            Argument.str("reboot_command"),
            Argument.integer("reboot_timeout").or(600).aliases("reboot_timeout_sec"),
            Argument.list("search_paths")
                .or(
                    ListValue.of(
                        Str.of("/sbin"),
                        Str.of("/bin"),
                        Str.of("/usr/sbin"),
                        Str.of("/usr/bin"),
                        Str.of("/usr/local/sbin"))),
            Argument.str("test_command").or("whoami")));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    ModuleResult result = ModuleResult.changed(true).with("elapsed", 0).with("rebooted", true);
    if (invocation.context().local()) {
      throw ModuleFailure.of(
              "Running %s with local connection would reboot the control node."
                  .formatted(invocation.module()))
          .with("elapsed", Int.of(0))
          .with("rebooted", Bool.FALSE);
    }
    return invocation.checkMode() ? result : new Work(invocation).run();
  }

  /// One restart.
  private static final class Work {
    private final Invocation invocation;
    private final Parameters arguments;
    private final Context context;

    Work(Invocation invocation) {
      this.invocation = invocation;
      this.arguments = invocation.arguments();
      this.context = invocation.context();
    }

    ModuleResult run() {
      Ran before = bootTime();
      if (!before.ok()) {
        throw ModuleFailure.of(
                "%s: failed to get host boot time info, rc: %d, stdout: %s, stderr: %s"
                    .formatted(
                        invocation.module(), before.status(), before.text(), before.errors()))
            .with("reboot", Bool.FALSE);
      }
      String boot = before.text().strip();
      Optional<Ran> ended = restart(command());
      Instant start = context.clock().instant();
      ended
          .filter(ran -> !ran.ok())
          .ifPresent(ran -> {
            throw ModuleFailure.of(
                    "Reboot command failed. Error was: '%s, %s'"
                        .formatted(ran.text().strip(), ran.errors().strip()))
                .with("rebooted", Bool.FALSE)
                .with("elapsed", Int.of(0));
          });
      long delay = arguments.number("post_reboot_delay").orElse(0L);
      if (delay > 0) {
        context.sleep(Duration.ofSeconds(delay));
      }
      until(
          "last boot time check",
          start,
          () -> {
            context.reconnect();
            Ran now = bootTime();
            return now.ok() && !now.text().isBlank() && !now.text().strip().equals(boot);
          });
      until("post-reboot test command", start, () -> shell("test_command").ok());
      return ModuleResult.changed(true).with("rebooted", true).with("elapsed", elapsed(start));
    }

    private long elapsed(Instant start) {
      return Duration.between(start, context.clock().instant()).toSeconds();
    }

    private Ran bootTime() {
      return shell("boot_time_command");
    }

    private Ran shell(String argument) {
      Probe.Query query = new Probe.Query(Command.shell(arguments.must(argument)));
      return context.machine().ask(query).of(query);
    }

    /// A connection that dies under the command is what a restart looks like.
    private Optional<Ran> restart(String command) {
      try {
        return Optional.of(context.machine().apply(Step.Run.any(Command.shell(command))).first());
      } catch (TransportException lost) {
        if (lost.reason() != TransportException.Reason.LOST) {
          throw lost;
        }
        return Optional.empty();
      } catch (MachineException broken) {
        if (broken.reason() != MachineException.Reason.BROKEN_ANSWER) {
          throw broken;
        }
        return Optional.empty();
      }
    }

    private String command() {
      Optional<String> own = arguments.text("reboot_command");
      if (own.filter(text -> text.startsWith("/")).isPresent()) {
        return own.get();
      }
      Probe.Query system = new Probe.Query(Command.shell(". /etc/os-release; echo \"$ID\""));
      String program = own.map(text -> text.split(" ", 2)[0]).orElse("");
      List<String> wanted = own.isPresent() ? List.of(program) : List.of("shutdown", "reboot");
      List<Probe> probes = new ArrayList<>(List.of(system));
      List<String> paths = arguments.texts("search_paths");
      wanted.forEach(
          name -> paths.forEach(path -> probes.add(new Probe.Exists(path + "/" + name))));
      Answers answers = context.machine().ask(probes);
      if (own.isPresent()) {
        String rest = own.get().contains(" ") ? own.get().substring(program.length()) : "";
        return found(program, answers) + rest;
      }
      String id = answers.of(system).text().strip();
      if (id.equals("alpine")) {
        return found("reboot", answers);
      }
      long minutes = Math.max(0, arguments.number("pre_reboot_delay").orElse(0L)) / 60;
      return "%s -r %s%d \"%s\""
          .formatted(
              found("shutdown", answers),
              id.equals("void") ? "+" : "",
              minutes,
              arguments.must("msg"));
    }

    private String found(String program, Answers answers) {
      List<String> paths = arguments.texts("search_paths");
      return paths.stream()
          .map(path -> path + "/" + program)
          .filter(path -> answers.exists(new Probe.Exists(path)))
          .findFirst()
          .orElseThrow(() ->
              ModuleFailure.of(
                  "Unable to find command \"%s\" in search paths: %s"
                      .formatted(
                          program,
                          dev.holdfast.language.value.Text.repr(
                              new ListValue(paths.stream().map(Str::of).toList())))));
    }

    @FunctionalInterface
    private interface Goal {
      boolean reached();
    }

    /// Asks again and again, at longer intervals, until the time is over.
    private void until(String what, Instant start, Goal goal) {
      long timeout = arguments.number("reboot_timeout").orElse(600L);
      Instant end = context.clock().instant().plusSeconds(timeout);
      long pause = 1;
      while (context.clock().instant().isBefore(end)) {
        if (attempt(goal)) {
          return;
        }
        context.sleep(Duration.ofSeconds(pause));
        pause = Math.min(5, pause * 2);
      }
      throw ModuleFailure.of("Timed out waiting for %s (timeout=%d)".formatted(what, timeout))
          .with("rebooted", Bool.TRUE)
          .with("elapsed", Int.of(elapsed(start)));
    }

    private boolean attempt(Goal goal) {
      try {
        return goal.reached();
      } catch (TransportException | MachineException _) {
        reset();
        return false;
      }
    }

    private void reset() {
      try {
        context.reconnect();
      } catch (TransportException _) {
        // The next attempt opens the way anew.
      }
    }
  }
}
