package dev.holdfast.client.http;

import java.time.Duration;

/// How long one exchange may take: to connect (TLS included), between two bytes of an answer, and
/// in all.
public record HttpTimeouts(Duration connect, Duration idle, Duration call) {

  public HttpTimeouts {
    if (!(positive(connect) && positive(idle) && positive(call))) {
      throw new IllegalArgumentException("Every timeout of an exchange must be positive.");
    }
  }

  /// The same, but never longer than the given time in all.
  public HttpTimeouts within(Duration limit) {
    return new HttpTimeouts(min(connect, limit), min(idle, limit), min(call, limit));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static boolean positive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }
}
