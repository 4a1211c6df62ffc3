package dev.holdfast.engine.action;

import dev.holdfast.engine.module.ModuleResult;
import java.util.List;

/// Something that a task can do without a module.
@FunctionalInterface
public interface Action {
  /// Does it. What a playbook can do wrong is a [dev.holdfast.engine.module.ModuleFailure] or a
  /// result that says failed.
  Outcome run(ActionContext context);

  /// What came of it.
  record Outcome(ModuleResult result, List<Effect> effects) {
    public Outcome {
      effects = List.copyOf(effects);
    }

    static Outcome of(ModuleResult result) {
      return new Outcome(result, List.of());
    }

    static Outcome of(ModuleResult result, Effect effect) {
      return new Outcome(result, List.of(effect));
    }
  }
}
