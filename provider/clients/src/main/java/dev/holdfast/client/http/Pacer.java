package dev.holdfast.client.http;

import java.time.Duration;
import java.time.Instant;

/// The clock that all waiting of the clients goes through, so that tests run simulated time.
public interface Pacer {

  Instant now();

  /// Waits that long, or until the stop signal is given or the thread is interrupted; an
  /// interruption stays visible on the thread.
  void sleep(Duration duration, Cancellation cancellation);

  /// The clock of this machine.
  static Pacer system() {
    return SystemPacer.INSTANCE;
  }
}
