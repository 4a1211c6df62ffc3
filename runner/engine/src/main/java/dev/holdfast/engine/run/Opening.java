package dev.holdfast.engine.run;

import dev.holdfast.transport.TransportException;
import java.time.Duration;
import java.util.function.Supplier;

/// Opens a connection, and tries again when the way to the machine fails.
///
/// Source: `_ssh_retry` in `ansible/plugins/connection/ssh.py`.
final class Opening {
  private static final int LONGEST = 30;

  private Opening() {}

  /// What the opening gives.
  ///
  /// @param retries how often it is tried again; who is refused or sees the wrong key is not
  static <T> T of(Supplier<T> opening, int retries, TaskContext.Sleeper sleeper) {
    for (int attempt = 0; ; attempt++) {
      try {
        return opening.get();
      } catch (TransportException failure) {
        boolean lost =
            switch (failure.reason()) {
              case UNREACHABLE, LOST -> true;
              case HOST_KEY, AUTHENTICATION, BECOME, CONFIGURATION -> false;
            };
        if (!lost || attempt >= retries) {
          throw failure;
        }
        sleeper.sleep(Duration.ofSeconds(Math.min(LONGEST, (1L << Math.min(attempt, 5)) - 1)));
      }
    }
  }
}
