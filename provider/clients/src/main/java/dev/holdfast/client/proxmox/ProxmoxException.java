package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;

/// A call that did not do what was asked for.
///
/// Two questions are answered apart: [#code()] says what is wrong, [#execution()] whether the
/// server may have done the work nevertheless.
public abstract sealed class ProxmoxException extends RuntimeException
    permits RefusedException,
        UnavailableException,
        OutcomeUnknownException,
        TaskFailedException,
        StoppedException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final Execution execution;

  ProxmoxException(Code code, Execution execution, String message) {
    super(message);
    this.code = code;
    this.execution = execution;
  }

  public Code code() {
    return code;
  }

  /// Never null, unlike the one inherited.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public Execution execution() {
    return execution;
  }

  /// Whether the very same call may succeed a little later and certainly has not been carried out.
  public boolean retryable() {
    return execution == Execution.NOT_EXECUTED
        && switch (code) {
          case LOCKED, LOCK_TIMEOUT, NODE_DOWN, NO_QUORUM, UNREACHABLE, SERVER, TIMEOUT -> true;
          case NOT_FOUND,
              ALREADY_EXISTS,
              DIGEST_CONFLICT,
              PERMISSION,
              ROOT_ONLY,
              AUTHENTICATION,
              PARAMETERS,
              OUTCOME_UNKNOWN,
              NOT_PROXMOX,
              TLS,
              TASK_FAILED,
              CANCELLED ->
              false;
        };
  }

  public boolean is(Code wanted) {
    return code == wanted;
  }

  /// What is wrong.
  public enum Code {
    NOT_FOUND,
    ALREADY_EXISTS,
    /// The configuration carries a lock attribute (`clone`, `backup` …).
    LOCKED,
    /// A lock file stayed busy.
    LOCK_TIMEOUT,
    DIGEST_CONFLICT,
    PERMISSION,
    /// Only root@pam itself may do this; its API tokens may not.
    ROOT_ONLY,
    AUTHENTICATION,
    PARAMETERS,
    /// The entry point answers, but not the node behind it.
    NODE_DOWN,
    NO_QUORUM,
    OUTCOME_UNKNOWN,
    /// Something answers, but it is not Proxmox VE.
    NOT_PROXMOX,
    TLS,
    TASK_FAILED,
    TIMEOUT,
    CANCELLED,
    /// No entry point can be reached.
    UNREACHABLE,
    /// Any other error of the server.
    SERVER
  }
}
