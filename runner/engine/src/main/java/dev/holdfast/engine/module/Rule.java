package dev.holdfast.engine.module;

import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.List;

/// A rule about several arguments together.
public sealed interface Rule {
  /// At most one of them.
  record MutuallyExclusive(List<String> names) implements Rule {
    public MutuallyExclusive {
      names = List.copyOf(names);
    }
  }

  /// All or none.
  record RequiredTogether(List<String> names) implements Rule {
    public RequiredTogether {
      names = List.copyOf(names);
    }
  }

  /// At least one.
  record RequiredOneOf(List<String> names) implements Rule {
    public RequiredOneOf {
      names = List.copyOf(names);
    }
  }

  /// When an argument has a value: all of them, or one of them.
  record RequiredIf(String name, Value value, List<String> names, boolean any) implements Rule {
    public RequiredIf {
      names = List.copyOf(names);
    }
  }

  /// When an argument is given: all of them.
  record RequiredBy(String name, List<String> names) implements Rule {
    public RequiredBy {
      names = List.copyOf(names);
    }
  }

  static Rule exclusive(String... names) {
    return new MutuallyExclusive(List.of(names));
  }

  static Rule together(String... names) {
    return new RequiredTogether(List.of(names));
  }

  static Rule oneOf(String... names) {
    return new RequiredOneOf(List.of(names));
  }

  static Rule when(String name, String value, String... names) {
    return new RequiredIf(name, Str.of(value), List.of(names), false);
  }

  static Rule by(String name, String... names) {
    return new RequiredBy(name, List.of(names));
  }
}
