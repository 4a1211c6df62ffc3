package dev.holdfast.acceptance.terraform;

import dev.holdfast.client.http.Cancellation;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.simulator.clock.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The client's time is the cluster's.
public final class SimulatedPacer implements Pacer {

  private static final int PATIENCE_SECONDS = 30;

  private final SimulatorClock clock;
  private final AtomicReference<Optional<Runnable>> next = new AtomicReference<>(Optional.empty());

  public SimulatedPacer(SimulatorClock clock) {
    this.clock = clock;
  }

  /// Does something instead of the next wait, which then lasts until the provider is told to stop.
  public void untilStopped(Runnable action) {
    next.set(Optional.of(action));
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public void sleep(Duration duration, Cancellation cancellation) {
    next.getAndSet(Optional.empty())
        .ifPresentOrElse(
            action -> stop(action, cancellation),
            () -> clock.await(duration, cancellation::cancelled));
  }

  private static void stop(Runnable action, Cancellation cancellation) {
    CountDownLatch stopped = new CountDownLatch(1);
    try (var _ = cancellation.onCancel(stopped::countDown)) {
      action.run();
      if (!stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("The provider was not told to stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
