package dev.holdfast.resources.node;

import dev.holdfast.bootstrap.NodeException;
import dev.holdfast.framework.resource.Call;
import dev.holdfast.framework.resource.Cancellation;
import dev.holdfast.framework.schema.Timeouts;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.work.StepFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// What ends work on machines before it is done.
record Bounds(Cancellation cancellation, Duration timeout) {

  static Bounds of(Call<?> call, Timeouts.Call kind, Value object) {
    return new Bounds(call.cancellation(), NodeTable.TIMEOUTS.of(kind, object));
  }

  /// Runs work that `stop` ends when Terraform asks for it or the time is up.
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
      return stoppable(doing, end, work);
    } finally {
      Thread.interrupted();
    }
  }

  private <T> T stoppable(String doing, Runnable end, Supplier<T> work) {
    var late = new AtomicBoolean();
    try (ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        var _ = cancellation.onCancel(end)) {
      var alarm =
          clock.schedule(
              () -> {
                late.set(true);
                end.run();
              },
              timeout.toMillis(),
              TimeUnit.MILLISECONDS);
      try {
        return work.get();
      } catch (NodeException failed) {
        throw StepFailure.of(Path.ROOT, "Unable to " + doing, detail(failed, late.get()));
      } finally {
        alarm.cancel(false);
      }
    }
  }

  private String detail(NodeException failed, boolean late) {
    if (failed.kind() != NodeException.Kind.STOPPED) {
      return String.valueOf(failed.getMessage());
    }
    return late
        ? "It was stopped after %d s, with the commands that ran. Raise the matching value of timeouts if it needs longer; the next apply goes on where it ended."
            .formatted(timeout.toSeconds())
        : "It was interrupted, with the commands that ran. The next apply goes on where it ended.";
  }
}
