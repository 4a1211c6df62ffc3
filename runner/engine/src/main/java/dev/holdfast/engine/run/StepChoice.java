package dev.holdfast.engine.run;

/// Whether the user of `--step` wants a task to run.
@FunctionalInterface
public interface StepChoice {
  /// Asks once for each task.
  boolean wants(String task);

  /// Without `--step` every task runs.
  static StepChoice always() {
    return _ -> true;
  }
}
