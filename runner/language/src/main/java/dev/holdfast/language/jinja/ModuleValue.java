package dev.holdfast.language.jinja;

import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An imported template: its macros and variables by name, and as text what it prints.
record ModuleValue(String name, Map<String, Value> members, List<Value> printed)
    implements ObjectValue {
  @Override
  public String typeName() {
    return "TemplateModule";
  }

  @Override
  public Optional<Value> attribute(String attribute) {
    return attribute.startsWith("_")
        ? Optional.empty()
        : Optional.ofNullable(members.get(attribute));
  }

  @Override
  public Optional<Value> item(Value key) {
    return key instanceof Str(String attribute, _, _) ? attribute(attribute) : Optional.empty();
  }

  @Override
  public Value materialize() {
    return Joining.TEXT.join(printed);
  }
}
