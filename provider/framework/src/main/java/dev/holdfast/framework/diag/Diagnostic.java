package dev.holdfast.framework.diag;

import dev.holdfast.framework.value.Path;

/// One error or warning for the user: what went wrong, where, and what to do about it.
///
/// `path` is [Path#ROOT] where no single attribute is at fault. The summary reads "Unable to VERB
/// THING" or names the rule that was broken; the detail says what was tried, what came back and
/// what to do.
public record Diagnostic(Severity severity, String summary, String detail, Path path) {

  /// Whether Terraform goes on.
  public enum Severity {
    ERROR,
    WARNING
  }

  public static Diagnostic error(Path path, String summary, String detail) {
    return new Diagnostic(Severity.ERROR, summary, detail, path);
  }

  public static Diagnostic error(String summary, String detail) {
    return error(Path.ROOT, summary, detail);
  }

  public static Diagnostic warning(Path path, String summary, String detail) {
    return new Diagnostic(Severity.WARNING, summary, detail, path);
  }

  public static Diagnostic warning(String summary, String detail) {
    return warning(Path.ROOT, summary, detail);
  }
}
