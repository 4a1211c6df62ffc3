package dev.holdfast.machines;

import java.io.Serial;

/// A machine could not be made or asked, although everything it needs is there: a defect, never a
/// reason to skip.
public final class MachineException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  MachineException(String message) {
    super(message);
  }

  MachineException(String message, Throwable cause) {
    super(message, cause);
  }
}
