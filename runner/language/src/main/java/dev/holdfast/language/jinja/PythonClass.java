package dev.holdfast.language.jinja;

import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// What `value.__class__` is: a name, and nothing that could be reached through it.
///
/// @param name with its Python module
record PythonClass(String name) implements ObjectValue {
  @Override
  public String typeName() {
    return "type";
  }

  @Override
  public Optional<Value> attribute(String attribute) {
    return attribute.equals("__name__")
        ? Optional.of(Str.of(name.substring(name.lastIndexOf('.') + 1)))
        : Optional.empty();
  }

  @Override
  public Optional<Value> item(Value key) {
    return Optional.empty();
  }

  @Override
  public Value materialize() {
    return Str.of("<class '" + name + "'>");
  }
}
