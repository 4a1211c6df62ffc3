package dev.holdfast.framework.schema;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;

/// A rule for one attribute's value; called only with values that are neither null nor unknown.
public interface Validator {

  /// Adds an error that names what was given, what is allowed and what to write instead.
  void validate(Path path, Value value, Diagnostics diagnostics);

  /// The rule as half a sentence for the documentation, such as "between 1 and 128"; empty for
  /// none.
  String describe();
}
