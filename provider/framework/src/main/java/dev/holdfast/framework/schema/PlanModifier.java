package dev.holdfast.framework.schema;

import java.util.function.Predicate;

/// A rule that may change the planned value of one attribute or ask for replacement.
@FunctionalInterface
public interface PlanModifier {

  void modify(AttributePlan plan);

  /// Replaces the resource when the value changes.
  static PlanModifier requiresReplace() {
    return requiresReplaceIf(_ -> true);
  }

  /// Replaces the resource when the value changes and `condition` holds.
  static PlanModifier requiresReplaceIf(Predicate<AttributePlan> condition) {
    return plan -> {
      if (plan.context().operation() == PlanContext.Operation.UPDATE
          && !plan.planned().equals(plan.prior())
          && condition.test(plan)) {
        plan.requireReplace();
      }
    };
  }

  /// Replaces the resource when the value changes and the configuration sets it.
  static PlanModifier requiresReplaceIfConfigured() {
    return requiresReplaceIf(plan -> !plan.config().isNull());
  }
}
