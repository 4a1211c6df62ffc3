package dev.holdfast.framework.schema;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;

/// A rule over several attributes of one body: conflicts, exactly one of, needed together.
public interface Rule {

  /// Checks the object at `path`; any attribute may be null or unknown.
  void check(Path path, Value.Obj object, Diagnostics diagnostics);

  /// The rule as a sentence for the documentation; empty for none.
  String describe();
}
