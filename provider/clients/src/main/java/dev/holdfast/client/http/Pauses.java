package dev.holdfast.client.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The pauses before the further attempts at one call: each about twice as long as the one before,
/// none the same for two callers, and only so many.
public final class Pauses {
  private static final int PAUSES = 4;
  private static final int STALE = 2;

  private int pauses;
  private int stale;

  /// The pause before the attempt after a connection that had died unused; empty when that was the
  /// last. A pool may hold several such connections; after two the third is none of them.
  public Optional<Duration> stale() {
    return ++stale <= STALE ? Optional.of(Duration.ZERO) : longer();
  }

  /// A pause of about 250, 500, 1000, 2000 ms; empty after these.
  public Optional<Duration> longer() {
    if (++pauses > PAUSES) {
      return Optional.empty();
    }
    long base = 250L << (pauses - 1);
    return Optional.of(Duration.ofMillis(base / 2 + ThreadLocalRandom.current().nextLong(base)));
  }
}
