package dev.holdfast.client.testing;

import dev.holdfast.client.http.Cancellation;
import dev.holdfast.client.http.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A clock that only sleeping moves, and that never really sleeps.
public final class SimulatedPacer implements Pacer {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<Duration> sleeps = new ArrayList<>();

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration, Cancellation cancellation) {
    if (!cancellation.cancelled()) {
      sleeps.add(duration);
      now = now.plus(duration);
    }
  }

  public synchronized void advance(Duration duration) {
    now = now.plus(duration);
  }

  /// Every wait so far that was not zero.
  public synchronized List<Duration> sleeps() {
    return sleeps.stream().filter(Duration::isPositive).toList();
  }
}
