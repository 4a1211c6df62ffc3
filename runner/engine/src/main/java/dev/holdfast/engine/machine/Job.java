package dev.holdfast.engine.machine;

import dev.holdfast.transport.Answer;
import java.util.Optional;

/// A command that was started on a machine and outlives the connection. It leaves its outputs and
/// its status in a folder of its own.
public final class Job {
  private final Script script;
  private final String directory;

  Job(Script script, String directory) {
    this.script = script;
    this.directory = directory;
  }

  /// The folder with what is known of the job.
  public String directory() {
    return directory;
  }

  /// How it ended, from what it left.
  public Ran ran(Traces traces) {
    return script
        .read(
            new Answer(
                traces.status().orElseThrow(),
                traces.out().toArray(),
                traces.err().toArray(),
                false))
        .first();
  }

  /// What a job's folder tells.
  ///
  /// @param there whether there is such a folder
  /// @param late whether the job was ended because its time was over
  /// @param started seconds since 1970; empty before the job runs
  /// @param status the exit status; empty as long as it runs
  public record Traces(
      boolean there,
      boolean late,
      Optional<Long> started,
      Optional<Long> ended,
      Optional<Integer> status,
      Bytes out,
      Bytes err) {}
}
