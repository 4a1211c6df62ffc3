package dev.holdfast.engine.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// The threads that talk to hosts: one virtual thread a task, at most `forks` of them at work.
final class Workers implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore forks;
  private final Map<Object, Semaphore> throttles = new ConcurrentHashMap<>();

  Workers(int forks) {
    this.forks = new Semaphore(forks, true);
  }

  /// Runs the work when a fork is free.
  ///
  /// @param throttle how many may do the same at once; 0 for no limit of its own
  /// @param same what the limit counts together
  void submit(int throttle, Object same, Runnable work) {
    Semaphore own =
        throttle > 0
            ? throttles.computeIfAbsent(same, _ -> new Semaphore(throttle, true))
            : new Semaphore(1);
    var started =
        threads.submit(() -> {
          own.acquireUninterruptibly();
          forks.acquireUninterruptibly();
          try {
            work.run();
          } finally {
            forks.release();
            own.release();
          }
        });
    if (started.isCancelled()) {
      throw new IllegalStateException("no work is taken any more");
    }
  }

  /// Runs work that takes no fork: it mostly waits.
  void beside(Runnable work) {
    if (threads.submit(work).isCancelled()) {
      throw new IllegalStateException("no work is taken any more");
    }
  }

  /// Takes no more work. What runs is not interrupted, which would close the socket that it writes
  /// to under all others; it ends with its connection.
  @Override
  public void close() {
    threads.shutdown();
  }
}
