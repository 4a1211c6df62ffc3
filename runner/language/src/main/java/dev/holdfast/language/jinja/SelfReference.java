package dev.holdfast.language.jinja;

import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// The variable `self`: the blocks of the template by name.
record SelfReference(Context context) implements ObjectValue {
  @Override
  public String typeName() {
    return "TemplateReference";
  }

  @Override
  public Optional<Value> attribute(String name) {
    return context.blocks(name).isEmpty()
        ? Optional.empty()
        : Optional.of(new BlockReference(context, name, 0));
  }

  @Override
  public Optional<Value> item(Value key) {
    return key instanceof Str(String name, _, _) ? attribute(name) : Optional.empty();
  }

  @Override
  public Value materialize() {
    return Str.of("<TemplateReference>");
  }
}
