package dev.holdfast.resources.playbook;

import dev.holdfast.engine.session.Outcome;
import dev.holdfast.framework.value.Value;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.resources.runner.RunnerValues;
import java.util.TreeMap;

/// What a run gives back.
final class PlaybookResults {

  private PlaybookResults() {}

  /// The state after a run that ended well.
  static Value.Obj in(Value.Obj plan, Outcome outcome) {
    DictValue facts = new DictValue();
    new TreeMap<>(outcome.facts()).forEach(facts::put);
    return plan.with("facts", RunnerValues.dynamic(facts))
        .with("stats", RunnerValues.dynamic(outcome.stats()));
  }
}
