package dev.holdfast.engine.run;

/// How the hosts of a play go through its tasks.
interface Strategy {
  /// Runs to the end of the play.
  ///
  /// @return whether later batches and plays must not run
  boolean run() throws InterruptedException;
}
