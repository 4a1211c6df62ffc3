package dev.holdfast.client.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okio.AsyncTimeout;

/// Ends an exchange whose connection is not there in time.
///
/// The library limits only the TCP part of connecting; it waits for a TLS handshake, or for a
/// proxy's consent, as long as for an answer. Here one limit holds for all of it.
final class ConnectLimit {
  private final Duration time;
  private final Watch watch = new Watch();
  private Optional<Call> call = Optional.empty();
  private volatile boolean accepted;
  private volatile boolean over;
  private boolean ended;

  ConnectLimit(Duration time) {
    this.time = time;
    watch.timeout(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Several addresses of one host may be tried at once, on threads of their own; the first counts.
  synchronized void start(Call started) {
    if (call.isEmpty() && !ended) {
      call = Optional.of(started);
      watch.enter();
    }
  }

  /// Notes that the server took the connection, so that the handshake is what is waited for.
  void accepted() {
    accepted = true;
  }

  synchronized void end() {
    if (call.isPresent() && !ended) {
      watch.exit();
    }
    ended = true;
  }

  boolean over() {
    return over;
  }

  /// What was waited for, and how long.
  String waited() {
    String reason =
        accepted
            ? "it took the connection but did not answer the TLS handshake"
            : "it did not take the connection";
    return reason + " within " + readable(time);
  }

  private static String readable(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private synchronized void giveUp() {
    if (!ended) {
      over = true;
      call.ifPresent(Call::cancel);
    }
  }

  private final class Watch extends AsyncTimeout {
    @Override
    protected void timedOut() {
      giveUp();
    }
  }
}
