package dev.holdfast.language.value;

import java.util.Optional;

/// A value with behaviour of its own that templates read: `loop`, a namespace, an imported
/// template, `hostvars`, a mapping whose members are computed when they are read.
public non-sealed interface ObjectValue extends Value {
  /// The type as Python would name it in messages, such as `HostVars`.
  String typeName();

  /// The attribute `name` (`value.name`), if there is one.
  Optional<Value> attribute(String name);

  /// The item `key` (`value[key]`), if there is one.
  Optional<Value> item(Value key);

  /// What this is when it is printed, iterated, counted or handed to a filter: a plain value.
  Value materialize();

  /// `value - other`, for the few objects that can be subtracted, such as dates.
  default Optional<Value> minus(Value other) {
    return Optional.empty();
  }
}
