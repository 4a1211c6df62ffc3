package dev.holdfast.engine.run;

import dev.holdfast.transport.TransportException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether connections may still be made; whoever waits is woken when they may not.
final class Lifetime implements TaskContext.Sleeper {
  private final CountDownLatch end = new CountDownLatch(1);

  boolean isOver() {
    return end.getCount() == 0;
  }

  void end() {
    end.countDown();
  }

  static TransportException over() {
    return new TransportException(TransportException.Reason.LOST, "the run is over");
  }

  @Override
  public void sleep(Duration duration) {
    try {
      if (end.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        throw over();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
