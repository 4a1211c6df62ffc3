package dev.holdfast.engine.run;

import java.io.Serial;

/// A mistake of this program, found on a host's thread; it ends the run.
public final class RunFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  RunFailure(Throwable cause) {
    super("Unexpected Exception, this is probably a bug: " + cause, cause);
  }
}
