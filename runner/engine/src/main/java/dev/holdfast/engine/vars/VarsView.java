package dev.holdfast.engine.vars;

import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// A place's variables as one value, as they stand in their files: the variable `vars`.
record VarsView(VarScope scope) implements ObjectValue {
  @Override
  public String typeName() {
    return "dict";
  }

  @Override
  public Optional<Value> attribute(String name) {
    return MappingMethods.of(this, name);
  }

  @Override
  public Optional<Value> item(Value key) {
    return key instanceof Str name ? scope.lookup(name.text()) : Optional.empty();
  }

  @Override
  public Value materialize() {
    return scope.all();
  }
}
