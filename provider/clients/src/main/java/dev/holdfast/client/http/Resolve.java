package dev.holdfast.client.http;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// Carries out a write exactly once although its answer may get lost.
///
/// After a lost answer the caller's own reading decides. The server may still be at work when the
/// first reading finds nothing, so "not done" has to be found twice, some seconds apart, before the
/// write is sent again.
public final class Resolve {
  private static final int SENDS = 3;
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Lost lost;
  private final Pacer pacer;

  /// How a client says that it does not know whether a write was carried out.
  public interface Lost {

    boolean is(RuntimeException failure);

    /// The failure for a write of which reading back does not tell either.
    RuntimeException unclear(RuntimeException failure, String seen);
  }

  public Resolve(Lost lost, Pacer pacer) {
    this.lost = lost;
    this.pacer = pacer;
  }

  public <T> T run(Supplier<T> write, Supplier<Finding<T>> readBack) {
    for (int send = 1; ; send++) {
      try {
        return write.get();
      } catch (RuntimeException e) {
        if (!lost.is(e)) {
          throw e;
        }
        if (settled(readBack, e) instanceof Finding.Done<T>(T result)) {
          return result;
        }
        if (send == SENDS) {
          throw e;
        }
      }
    }
  }

  private <T> Finding<T> settled(Supplier<Finding<T>> readBack, RuntimeException failure) {
    Instant end = pacer.now().plus(PATIENCE);
    int missed = 0;
    while (true) {
      Finding<T> finding = readBack.get();
      missed = finding instanceof Finding.NotDone<T> ? missed + 1 : 0;
      if (finding instanceof Finding.Done<T> || missed == 2) {
        return finding;
      }
      if (finding instanceof Finding.Unclear<T>(String seen) && pacer.now().isAfter(end)) {
        throw lost.unclear(failure, seen);
      }
      rest(failure);
    }
  }

  private void rest(RuntimeException failure) {
    CallContext context = CallContext.current();
    pacer.sleep(context.atMost(SETTLE, pacer), context.cancellation());
    if (context.stopped() || context.expired(pacer)) {
      throw failure;
    }
  }
}
