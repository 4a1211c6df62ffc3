package dev.holdfast.transport.ssh;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The only place of this package that starts threads: one that keeps time, and virtual ones for
/// what it sets off, because that may block. (sshj itself has one reading thread a connection.)
final class Timers implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("holdfast-ssh-clock").factory());
  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("holdfast-ssh-", 0).factory());

  /// Something that runs later unless it is called off.
  interface Alarm extends AutoCloseable {
    @Override
    void close();
  }

  Alarm after(Duration delay, Runnable action) {
    Future<?> future = clock.schedule(() -> start(action), delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  Alarm every(Duration period, Runnable action) {
    long millis = period.toMillis();
    Future<?> future =
        clock.scheduleAtFixedRate(() -> start(action), millis, millis, TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  void start(Runnable action) {
    try {
      workers.execute(action);
    } catch (RejectedExecutionException _) {
      // The transport was closed meanwhile, and with it everything that this would look after.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    workers.shutdown();
  }
}
