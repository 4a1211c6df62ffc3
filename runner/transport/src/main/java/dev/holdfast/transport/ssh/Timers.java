package dev.holdfast.transport.ssh;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The only place of this package that starts threads: one that keeps time, virtual ones for what
/// it sets off, because that may block, and one for each opening. (sshj itself has one reading
/// thread a connection.)
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

  /// Does what waits for sockets, on a thread of the operating system.
  ///
  /// Where a virtual thread waits for a socket, the JVM starts a thread that watches it from then
  /// on, and because of that thread the JVM needs 0.3 s more to end
  /// (`VM_Exit::wait_for_threads_in_native_to_block`): as long as it takes to run 40 tasks.
  <T> T waiting(Supplier<T> work) {
    var done = new CompletableFuture<T>();
    Thread.ofPlatform()
        .daemon()
        .name("holdfast-ssh-opening")
        .start(() -> {
          try {
            done.complete(work.get());
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    workers.shutdown();
  }
}
