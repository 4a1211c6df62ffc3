package dev.holdfast.bootstrap;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// How long something is waited for that others do.
record Patience(Instant end) {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  static Patience of(Duration patience) {
    return new Patience(Instant.now().plus(patience));
  }

  /// Waits a little, before one looks again.
  ///
  /// @param why what to tell when there is no patience left
  void pause(Supplier<String> why) {
    if (!Instant.now().isBefore(end)) {
      throw new NodeException(NodeException.Kind.UNREACHABLE, why.get());
    }
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(NodeException.Kind.STOPPED, "Stopped.");
    }
  }
}
