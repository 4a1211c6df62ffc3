package dev.holdfast.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

enum SystemPacer implements Pacer {
  INSTANCE;

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  @SuppressWarnings("ReturnValueIgnored") // either the time is over or the signal was given
  public void sleep(Duration duration, Cancellation cancellation) {
    CountDownLatch stop = new CountDownLatch(1);
    try (var _ = cancellation.onCancel(stop::countDown)) {
      var _ = stop.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
