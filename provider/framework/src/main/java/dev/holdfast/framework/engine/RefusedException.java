package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostic;
import java.io.Serial;

/// Ends a call early with one error for the user; never leaves the engine.
final class RefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  RefusedException(String summary, String detail) {
    super(summary);
    this.diagnostic = Diagnostic.error(summary, detail);
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
