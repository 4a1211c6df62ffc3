package dev.holdfast.server.process;

/// Why the plugin process cannot serve. The message is meant for the person who reads Terraform's
/// output.
public final class ServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// The kinds of failure.
  public enum Code {
    /// The host speaks none of our protocol versions.
    PROTOCOL_NOT_OFFERED,
    /// The environment of the process makes no sense.
    BAD_ENVIRONMENT,
    /// Certificate or TLS context cannot be made.
    TLS_UNAVAILABLE,
    /// No socket can be opened.
    CANNOT_LISTEN
  }

  private final Code code;

  ServerException(Code code, String message) {
    super(message);
    this.code = code;
  }

  ServerException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// The kind of failure.
  public Code code() {
    return code;
  }
}
