package dev.holdfast.framework.engine;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.rules.ApplyCheck;
import dev.holdfast.framework.rules.PlanCheck;
import dev.holdfast.framework.rules.Violation;
import dev.holdfast.framework.value.Conformance;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import java.util.List;

/// Terraform's own checks, made before it can make them: each broken rule becomes one diagnostic of
/// ours that names the attribute and both values.
final class Checks {

  private static final String BUG = " This is a bug in the provider.";

  private Checks() {}

  /// What an author returned that does not fit its type.
  static void misfits(Conformance.Fitted result, String what, Diagnostics diagnostics) {
    for (Conformance.Problem problem : result.problems()) {
      diagnostics.error(
          problem.path(),
          "Unable to use the " + what,
          "The provider returned a value that does not fit its type: "
              + name(problem.path())
              + " "
              + problem.message()
              + "."
              + BUG);
    }
  }

  static void plan(Shape shape, WholePlan plan, Value planned, Diagnostics diagnostics) {
    Value prior = plan.context().prior();
    List<Violation> broken =
        PlanCheck.violations(shape.schema(), prior, plan.context().config(), planned);
    tell(broken, "Unable to plan", diagnostics);
    tell(
        PlanCheck.replacements(prior, planned, plan.requiresReplace()),
        "Unable to plan the replacement",
        diagnostics);
  }

  static void applied(Shape shape, Value planned, Value actual, Diagnostics diagnostics) {
    tell(
        ApplyCheck.violations(shape.schema(), planned, actual),
        "Result differs from the plan",
        diagnostics);
  }

  /// Checks that a result says what the configuration says.
  static void echoed(Shape shape, Value config, Value result, Diagnostics diagnostics) {
    tell(
        PlanCheck.violations(shape.schema(), Values.NULL, config, result),
        "Result differs from the configuration",
        diagnostics);
  }

  private static void tell(List<Violation> violations, String summary, Diagnostics diagnostics) {
    for (Violation violation : violations) {
      String values =
          violation.expected().isEmpty() && violation.actual().isEmpty()
              ? ""
              : " (expected " + violation.expected() + ", found " + violation.actual() + ")";
      diagnostics.error(
          violation.path(),
          summary,
          name(violation.path()) + ": " + violation.message() + values + "." + BUG);
    }
  }

  private static String name(Path path) {
    return path.steps().isEmpty() ? "the whole object" : path.toString();
  }
}
