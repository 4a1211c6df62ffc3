package dev.holdfast.engine.machine;

import dev.holdfast.transport.Answer;
import java.util.List;

/// A machine as modules see it: questions and changes as records, any number of them in one round
/// trip.
///
/// All methods throw [dev.holdfast.transport.TransportException] when the way to the machine is
/// lost, and [MachineException] when its answer is none.
public interface Machine {
  /// Answers probes.
  default Answers ask(List<Probe> probes) {
    return submit(List.of(), probes).after();
  }

  default Answers ask(Probe... probes) {
    return ask(List.of(probes));
  }

  /// Carries out steps in order, until one fails.
  default Outcomes apply(List<Step> steps) {
    return submit(steps, List.of());
  }

  default Outcomes apply(Step... steps) {
    return apply(List.of(steps));
  }

  /// Carries out steps, then answers probes, in one round trip. When a step fails, the probes are
  /// answered all the same.
  Outcomes submit(List<Step> steps, List<Probe> after);

  /// Starts a command that outlives the connection; its time is over after so many seconds.
  ///
  /// @param directory the folder, which is made, that keeps what becomes of it
  default Job start(Step.GuardedRun command, String directory, int seconds) {
    throw new MachineException(
        MachineException.Reason.NOT_SUPPORTED, "This machine runs no asynchronous jobs");
  }

  /// What the folder of a job tells.
  default Job.Traces traces(String directory) {
    return new JobText(directory).traces(this);
  }

  /// One command line for the user's login shell, without anything of ours around it.
  Answer raw(String commandLine);

  /// The text with `~` and `$NAME` replaced as the machine says; known answers are kept.
  String expand(String text);
}
