package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Value;

/// Whether two known spellings mean the same to the server.
///
/// Where they do, the spelling that the user or the state already has is kept and no difference is
/// shown.
@FunctionalInterface
public interface Equality {

  boolean same(Value one, Value other);

  /// Only equal values are the same.
  Equality EXACT = Value::equals;
}
