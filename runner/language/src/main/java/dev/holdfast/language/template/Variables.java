package dev.holdfast.language.template;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The variables of a task on a host, as they stand in files and facts: not templated yet.
public interface Variables {
  Variables NONE = of(new DictValue());

  Optional<Value> lookup(String name);

  Collection<String> names();

  /// The members of a dict as variables, live.
  static Variables of(DictValue members) {
    return new Variables() {
      @Override
      public Optional<Value> lookup(String name) {
        return members.get(name);
      }

      @Override
      public Collection<String> names() {
        List<String> names = new ArrayList<>(members.size());
        members
            .entries()
            .keySet()
            .forEach(key -> {
              if (key instanceof Str str) {
                names.add(str.text());
              }
            });
        return names;
      }
    };
  }
}
