package dev.holdfast.client.http;

import java.util.Optional;

/// What became of one exchange: an answer of any status, or the way in which none came.
public sealed interface HttpOutcome {

  /// The server answered; `body` is text, decoded and within the limit.
  record Answer(int status, String reason, Optional<String> mediaType, String body)
      implements HttpOutcome {

    public boolean successful() {
      return status >= 200 && status < 300;
    }

    @Override
    public String toString() {
      return status + " " + reason;
    }
  }

  /// No complete answer came.
  ///
  /// `sent` tells whether any byte of the request may have reached the server, `reusedConnection`
  /// whether it went out on a connection from an earlier exchange.
  record Failure(Kind kind, boolean sent, boolean reusedConnection, String detail)
      implements HttpOutcome {}

  /// The ways in which no answer comes.
  enum Kind {
    /// No connection: unknown host, refused, or unreachable.
    CONNECT,
    /// No connection in time: nobody took it, or nobody answered the TLS handshake.
    CONNECT_TIMEOUT,
    /// The handshake failed, or the certificate is not trusted.
    TLS,
    /// Connected, but no complete answer in time.
    TIMEOUT,
    /// The connection ended before the answer was complete.
    CONNECTION_LOST,
    /// The answer is larger than allowed, or is no HTTP.
    MALFORMED,
    /// The caller stopped it.
    CANCELLED
  }
}
