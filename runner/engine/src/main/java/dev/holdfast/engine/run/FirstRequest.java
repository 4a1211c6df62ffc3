package dev.holdfast.engine.run;

import dev.holdfast.engine.machine.Job;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.ModuleRunner;
import dev.holdfast.transport.Answer;
import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A machine that only looks at what a module would ask of it first: a module that begins with one
/// command and nothing else can be started as a job that outlives the connection.
final class FirstRequest implements Machine {
  private final Machine machine;

  private FirstRequest(Machine machine) {
    this.machine = machine;
  }

  /// What a module would do.
  sealed interface Plan {
    /// One command.
    record Lone(Step.GuardedRun command) implements Plan {}

    /// Something that goes back and forth between it and the machine.
    record Talk() implements Plan {}

    /// Nothing: it ended before it asked anything.
    record Ended(ModuleRunner.Outcome outcome) implements Plan {}
  }

  /// @param module runs the module on a machine
  static Plan of(Machine machine, Function<Machine, ModuleRunner.Outcome> module) {
    try {
      return new Plan.Ended(module.apply(new FirstRequest(machine)));
    } catch (Seen seen) {
      return seen.lone.<Plan>map(Plan.Lone::new).orElseGet(Plan.Talk::new);
    }
  }

  /// Ends the module before anything is done.
  private static final class Seen extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
    private final transient Optional<Step.GuardedRun> lone;

    Seen(Optional<Step.GuardedRun> lone) {
      super("seen", null, false, false);
      this.lone = lone;
    }
  }

  @Override
  public Outcomes submit(List<Step> steps, List<Probe> after) {
    boolean lone =
        steps.size() == 1 && after.isEmpty() && steps.getFirst() instanceof Step.GuardedRun;
    throw new Seen(lone ? Optional.of((Step.GuardedRun) steps.getFirst()) : Optional.empty());
  }

  @Override
  public Answer raw(String commandLine) {
    throw new Seen(Optional.empty());
  }

  @Override
  public Job start(Step.GuardedRun command, String directory, int seconds) {
    throw new Seen(Optional.empty());
  }

  @Override
  public String expand(String text) {
    return machine.expand(text);
  }
}
