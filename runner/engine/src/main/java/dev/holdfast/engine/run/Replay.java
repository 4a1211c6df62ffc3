package dev.holdfast.engine.run;

import dev.holdfast.engine.machine.Answers;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Outcomes;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.transport.Answer;
import java.util.List;
import java.util.Map;

/// A machine on which a command has ended already: a module that runs here makes its result from
/// how it ended.
record Replay(Machine machine, Ran ran) implements Machine {
  @Override
  public Outcomes submit(List<Step> steps, List<Probe> after) {
    return new Outcomes(List.of(ran), true, new Answers(Map.of()));
  }

  @Override
  public Answer raw(String commandLine) {
    return machine.raw(commandLine);
  }

  @Override
  public String expand(String text) {
    return machine.expand(text);
  }
}
