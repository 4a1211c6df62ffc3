package dev.holdfast.modules;

import dev.holdfast.engine.machine.MachineException;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ArgumentSpec;
import dev.holdfast.engine.module.Context;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.Module;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.ModuleResult;
import dev.holdfast.engine.module.ModuleSpec;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Int;
import dev.holdfast.transport.TransportException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// `wait_for_connection`: until the machine can be reached and runs commands. How long one attempt
/// may take is the connection's own timeout.
final class WaitForConnectionModule implements Module {
  @Override
  public ModuleSpec spec() {
    return ModuleSpec.builtin(
        "wait_for_connection",
        ArgumentSpec.of(
            Argument.integer("connect_timeout").or(5),
            Argument.integer("delay").or(0),
            Argument.integer("sleep").or(1),
            Argument.integer("timeout").or(600)));
  }

  @Override
  public ModuleResult run(Invocation invocation) {
    if (invocation.checkMode()) {
      return ModuleResult.changed(false).with("skipped", true);
    }
    Context context = invocation.context();
    Parameters arguments = invocation.arguments();
    Instant start = context.clock().instant();
    sleep(context, arguments.number("delay").orElse(0L));
    Instant end = context.clock().instant().plusSeconds(arguments.number("timeout").orElse(0L));
    Optional<String> problem = Optional.of("None");
    while (problem.isPresent() && context.clock().instant().isBefore(end)) {
      problem = attempt(context);
      if (problem.isPresent()) {
        sleep(context, Math.max(1L, arguments.number("sleep").orElse(1L)));
      }
    }
    long elapsed = Duration.between(start, context.clock().instant()).toSeconds();
    problem.ifPresent(text -> {
      throw ModuleFailure.of("timed out waiting for ping module test: " + text)
          .with("elapsed", Int.of(elapsed));
    });
    return ModuleResult.changed(false).with("elapsed", elapsed);
  }

  private static void sleep(Context context, long seconds) {
    if (seconds > 0) {
      context.sleep(Duration.ofSeconds(seconds));
    }
  }

  /// Why the machine cannot be used; empty when it can.
  static Optional<String> attempt(Context context) {
    try {
      context.reconnect();
      Probe.Umask question = new Probe.Umask();
      return context.machine().ask(question).of(question).ok()
          ? Optional.empty()
          : Optional.of("ping test failed");
    } catch (TransportException | MachineException problem) {
      return Optional.of(String.valueOf(problem.getMessage()));
    }
  }
}
