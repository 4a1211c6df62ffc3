package dev.holdfast.lab.machine;

import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.RecordAnswer;
import dev.holdfast.engine.machine.RecordRequest;
import dev.holdfast.engine.machine.Step;
import java.util.ArrayList;
import java.util.List;

/// Carries out what the runner sends to a machine as records.
public final class RecordWork {
  private final MemoryMachine machine;
  private final Identity who;

  /// @param who as whom everything is done
  public RecordWork(MemoryMachine machine, Identity who) {
    this.machine = machine;
    this.who = who;
  }

  /// Steps in order until one fails, then all probes.
  public RecordAnswer answer(RecordRequest request) {
    CommandWork commands =
        new CommandWork(machine, who, request.directory(), request.environment());
    StepWork work = new StepWork(commands);
    List<Ran> ran = new ArrayList<>();
    boolean complete = true;
    for (Step step : request.steps()) {
      if (complete) {
        Ran outcome = work.carryOut(step);
        ran.add(outcome);
        complete = outcome.ok() || tolerant(step);
      }
    }
    ProbeWork questions = new ProbeWork(commands);
    List<Ran> answers = new ArrayList<>();
    for (Probe probe : request.probes()) {
      answers.add(questions.answer(probe));
    }
    return new RecordAnswer(ran, complete, answers);
  }

  private static boolean tolerant(Step step) {
    return (step instanceof Step.Run run && !run.required())
        || step instanceof Step.GuardedRun
        || step instanceof Step.RunProgram;
  }
}
