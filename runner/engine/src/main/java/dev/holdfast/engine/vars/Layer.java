package dev.holdfast.engine.vars;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.Collection;
import java.util.Optional;

/// One level of variables.
interface Layer {
  Optional<Value> get(Str name);

  Collection<String> names();

  /// The members of a dict.
  record Dict(DictValue members) implements Layer {
    @Override
    public Optional<Value> get(Str name) {
      return Optional.ofNullable(members.entries().get(name));
    }

    @Override
    public Collection<String> names() {
      return members.entries().keySet().stream().map(Text::str).toList();
    }
  }
}
