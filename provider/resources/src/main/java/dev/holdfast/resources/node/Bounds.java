package dev.holdfast.resources.node;

import dev.holdfast.bootstrap.NodeException;
import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.work.Bounded;
import dev.holdfast.resources.work.StepFailure;
import dev.holdfast.resources.work.Stopping;
import java.time.Duration;
import java.util.function.Supplier;

/// What ends work on machines before it is done: the stop signal of the call, or its time.
record Bounds(Call<?> call, Duration timeout) {
  private static final Pacer PACER = Pacer.system();

  static Bounds of(Call<?> call, Timeouts.Call kind, Value object) {
    return new Bounds(call, NodeTable.TIMEOUTS.of(kind, object));
  }

  /// Runs work that `stop` ends.
  ///
  /// @param doing such as "create node w1"
  /// @throws StepFailure with what the work failed for
  <T> T run(String doing, Runnable stop, Supplier<T> work) {
    Thread worker = Thread.currentThread();
    // What waits for a lock or for another machine runs no playbook that could be stopped.
    Runnable end =
        () -> {
          stop.run();
          worker.interrupt();
        };
    try {
      return Bounded.run(call, PACER, timeout, () -> stoppable(doing, end, work));
    } finally {
      Thread.interrupted();
    }
  }

  private <T> T stoppable(String doing, Runnable end, Supplier<T> work) {
    try {
      return Stopping.run(PACER, end, work);
    } catch (NodeException failed) {
      throw StepFailure.of(Path.ROOT, "Unable to " + doing, detail(failed));
    }
  }

  private String detail(NodeException failed) {
    if (failed.kind() != NodeException.Kind.STOPPED) {
      return String.valueOf(failed.getMessage());
    }
    return CallContext.current().expired(PACER)
        ? "It was stopped after %d s, with the commands that ran. Raise the matching value of timeouts if it needs longer; the next apply goes on where it ended."
            .formatted(timeout.toSeconds())
        : "It was interrupted, with the commands that ran. The next apply goes on where it ended.";
  }
}
