package dev.holdfast.framework.value;

/// The same part of the configuration, the prior state and the plan, side by side.
public record Trio(Value config, Value prior, Value planned) {

  public Trio attribute(String name) {
    return new Trio(
        Values.attribute(config, name),
        Values.attribute(prior, name),
        Values.attribute(planned, name));
  }

  public Trio element(int index) {
    return new Trio(
        Values.element(config, index),
        Values.element(prior, index),
        Values.element(planned, index));
  }

  public Trio element(String key) {
    return new Trio(
        Values.element(config, key), Values.element(prior, key), Values.element(planned, key));
  }

  /// Whether the plan is what the configuration says, unknowns aside.
  public boolean isAsConfigured() {
    return same(planned, config);
  }

  /// Whether the plan is what the prior state says, unknowns aside.
  public boolean isUnchanged() {
    return same(planned, prior);
  }

  private static boolean same(Value one, Value other) {
    return one.equals(other) || ValueTree.unrefined(one).equals(ValueTree.unrefined(other));
  }
}
