package dev.holdfast.transport;

import java.io.Serial;

/// A machine cannot be reached, or the way to it was lost.
public final class TransportException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Why, as data: what the caller decides by.
  public enum Reason {
    /// No connection could be made: name, route, port, timeout.
    UNREACHABLE,
    /// The host key is not the known one, is revoked, or is unknown under strict checking. Nothing
    /// secret was sent.
    HOST_KEY,
    /// Every way to authenticate was refused.
    AUTHENTICATION,
    /// The become program refused, or wanted a password that was not given or is wrong.
    BECOME,
    /// The connection died while something ran.
    LOST,
    /// What was asked for is not possible with this configuration.
    CONFIGURATION
  }

  private final Reason reason;

  public TransportException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public TransportException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
