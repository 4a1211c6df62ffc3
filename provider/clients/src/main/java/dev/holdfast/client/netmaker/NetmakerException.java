package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Execution;
import dev.holdfast.client.http.Resolve;

/// A call that did not do what was asked for.
///
/// Two questions are answered apart: [#code()] says what is wrong, [#execution()] whether the
/// server may have done the work nevertheless.
public final class NetmakerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final Execution execution;

  NetmakerException(Code code, Execution execution, String message) {
    super(message);
    this.code = code;
    this.execution = execution;
  }

  static NetmakerException unexecuted(Code code, String message) {
    return new NetmakerException(code, Execution.NOT_EXECUTED, message);
  }

  static NetmakerException unknown(String message) {
    return new NetmakerException(Code.OUTCOME_UNKNOWN, Execution.UNKNOWN, message);
  }

  public Code code() {
    return code;
  }

  public boolean is(Code wanted) {
    return code == wanted;
  }

  public Execution execution() {
    return execution;
  }

  /// Never null, unlike the one inherited.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /// A write of which nobody knows whether it was carried out.
  static final Resolve.Lost LOST =
      new Resolve.Lost() {
        @Override
        public boolean is(RuntimeException failure) {
          return failure instanceof NetmakerException e && e.is(Code.OUTCOME_UNKNOWN);
        }

        @Override
        public RuntimeException unclear(RuntimeException failure, String seen) {
          return unknown(
              "%s Reading back does not tell either: %s".formatted(failure.getMessage(), seen));
        }
      };

  /// What is wrong.
  public enum Code {
    /// The server says that it has no such thing, with whatever status.
    NOT_FOUND,
    /// The server does not accept what was asked for.
    REFUSED,
    PERMISSION,
    AUTHENTICATION,
    /// Too many logins: the server locks this address out for a while.
    RATE_LIMITED,
    /// The server has no such call: it is too old, or the call belongs to the Pro edition.
    NO_SUCH_CALL,
    /// The server is older than any that this client speaks to.
    TOO_OLD,
    OUTCOME_UNKNOWN,
    /// Something answers, but it is not Netmaker.
    NOT_NETMAKER,
    TLS,
    TIMEOUT,
    CANCELLED,
    UNREACHABLE,
    /// Any other error of the server.
    SERVER
  }
}
