package dev.holdfast.framework.rules;

import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.ValueTree;
import dev.holdfast.framework.value.Values;

/// The same part of the prior state, the configuration and the plan, side by side.
record Trio(Value prior, Value config, Value planned) {

  Trio attribute(String name) {
    return new Trio(
        Values.attribute(prior, name),
        Values.attribute(config, name),
        Values.attribute(planned, name));
  }

  Trio element(int index) {
    return new Trio(
        Values.element(prior, index),
        Values.element(config, index),
        Values.element(planned, index));
  }

  Trio element(String key) {
    return new Trio(
        Values.element(prior, key), Values.element(config, key), Values.element(planned, key));
  }

  boolean isAsConfigured() {
    return same(planned, config);
  }

  boolean isUnchanged() {
    return same(planned, prior);
  }

  private static boolean same(Value one, Value other) {
    return one.equals(other) || ValueTree.unrefined(one).equals(ValueTree.unrefined(other));
  }
}
