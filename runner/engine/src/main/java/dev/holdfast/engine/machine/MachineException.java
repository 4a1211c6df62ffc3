package dev.holdfast.engine.machine;

import java.io.Serial;

/// A machine did not answer as it must.
public final class MachineException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Why.
  public enum Reason {
    /// The time limit ended the request.
    TIMED_OUT,
    /// This kind of machine cannot do it.
    NOT_SUPPORTED,
    /// The answer is not the one that the request asks for, such as after a full disk or a killed
    /// shell.
    BROKEN_ANSWER
  }

  private final Reason reason;

  public MachineException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
