package dev.holdfast.app.bench;

/// One measured figure.
///
/// @param comparedWith the name of the measurement that this one is to be read beside, or what the
///   figure is held against
/// @param ratio this value divided by that one's; 0 where there is none
record Measurement(String name, double value, String unit, String comparedWith, double ratio) {

  /// A figure that stands alone, or that others are compared with.
  static Measurement of(String name, double value, String unit) {
    return new Measurement(name, value, unit, "", 0);
  }

  Measurement beside(Measurement other) {
    return new Measurement(
        name, value, unit, other.name, other.value == 0 ? 0 : value / other.value);
  }

  /// Beside a goal or a figure from elsewhere.
  Measurement against(String what, double reference) {
    return new Measurement(name, value, unit, what, value / reference);
  }
}
