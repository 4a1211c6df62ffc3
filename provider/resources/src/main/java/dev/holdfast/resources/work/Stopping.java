package dev.holdfast.resources.work;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.Pacer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Ends work of the runner, which knows no deadline of ours, when the stop signal of the call comes
/// or its time is up.
public final class Stopping {
  private static final Duration LONGEST = Duration.ofDays(1);

  private Stopping() {}

  /// Runs work in the context of the call at hand.
  ///
  /// @param stop ends the work at once; called from another thread
  public static <T> T run(Pacer pacer, Runnable stop, Supplier<T> work) {
    CallContext context = CallContext.current();
    try (ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
        var _ = context.cancellation().onCancel(stop)) {
      var alarm =
          clock.schedule(stop, context.atMost(LONGEST, pacer).toMillis(), TimeUnit.MILLISECONDS);
      try {
        return work.get();
      } finally {
        alarm.cancel(false);
      }
    }
  }
}
