package dev.holdfast.framework.resource;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Value;

/// A type with checks of its configuration beyond its attribute and body rules; values may be
/// unknown.
public interface ConfigValidating {

  void validateConfig(Value.Obj config, Diagnostics diagnostics);
}
