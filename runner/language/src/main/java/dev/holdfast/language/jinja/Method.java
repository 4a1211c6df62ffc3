package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Value;

/// A method of one of Python's types.
@FunctionalInterface
interface Method {
  Value call(Value self, MethodArguments args);
}
