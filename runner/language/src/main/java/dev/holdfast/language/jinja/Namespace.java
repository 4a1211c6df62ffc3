package dev.holdfast.language.jinja;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// What the function `namespace` makes: names that `{% set ns.x = … %}` changes from any scope.
final class Namespace implements ObjectValue {
  private final DictValue members;

  Namespace(DictValue members) {
    this.members = members;
  }

  void set(String name, Value value) {
    members.put(name, value);
  }

  @Override
  public String typeName() {
    return "Namespace";
  }

  @Override
  public Optional<Value> attribute(String name) {
    return members.get(name);
  }

  @Override
  public Optional<Value> item(Value key) {
    return members.get(key);
  }

  @Override
  public Value materialize() {
    return Str.of("<Namespace " + Text.repr(members) + ">");
  }
}
