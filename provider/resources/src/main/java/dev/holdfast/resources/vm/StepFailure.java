package dev.holdfast.resources.vm;

import dev.holdfast.framework.diag.Diagnostic;

/// A step that cannot be done for a reason that the user has to resolve.
final class StepFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  StepFailure(Diagnostic diagnostic) {
    super(diagnostic.summary() + ": " + diagnostic.detail());
    this.diagnostic = diagnostic;
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }
}
