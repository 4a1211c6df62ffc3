package dev.holdfast.framework.schema;

/// Who gives an attribute its value.
public enum Presence {
  /// The configuration must.
  REQUIRED,
  /// The configuration may; null otherwise.
  OPTIONAL,
  /// The provider alone.
  COMPUTED,
  /// The configuration may; else the provider does.
  OPTIONAL_COMPUTED,
  /// The configuration may; else the server's own value is kept and shows no difference. An
  /// attribute that was set at the last apply and no longer is, is planned null: the resource then
  /// removes the setting. Elements of sets have no lasting address: inside them it means
  /// [#OPTIONAL_COMPUTED].
  MANAGED;

  public boolean isRequired() {
    return this == REQUIRED;
  }

  public boolean isOptional() {
    return this == OPTIONAL || this == OPTIONAL_COMPUTED || this == MANAGED;
  }

  public boolean isComputed() {
    return this == COMPUTED || this == OPTIONAL_COMPUTED || this == MANAGED;
  }
}
