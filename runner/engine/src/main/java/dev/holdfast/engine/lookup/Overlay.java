package dev.holdfast.engine.lookup;

import dev.holdfast.language.template.Variables;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Variables with others in front of them.
record Overlay(Variables under, DictValue top) implements Variables {
  @Override
  public Optional<Value> lookup(String name) {
    return top.get(name).or(() -> under.lookup(name));
  }

  @Override
  public Collection<String> names() {
    Set<String> names = new LinkedHashSet<>(under.names());
    names.addAll(Variables.of(top).names());
    return names;
  }
}
