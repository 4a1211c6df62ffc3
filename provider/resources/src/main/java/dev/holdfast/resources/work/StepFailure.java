package dev.holdfast.resources.work;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.value.Path;

/// A step that cannot be done for a reason that the user has to resolve.
public final class StepFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Diagnostic diagnostic;

  public StepFailure(Diagnostic diagnostic) {
    super(diagnostic.summary() + ": " + diagnostic.detail());
    this.diagnostic = diagnostic;
  }

  /// The failure that says this about an attribute.
  public static StepFailure of(Path path, String summary, String detail) {
    return new StepFailure(Diagnostic.error(path, summary, detail));
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
