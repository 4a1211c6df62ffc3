package dev.holdfast.engine.run;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;

/// Deep copies of values.
final class Copies {
  private Copies() {}

  /// A copy in which no text is ever templated.
  static Value unsafe(Value value) {
    return switch (value) {
      case Str str -> str.unsafe() ? str : Str.unsafe(str.text());
      case ListValue list -> new ListValue(list.items().stream().map(Copies::unsafe).toList());
      // A variable that holds a tuple reads as a list.
      case TupleValue tuple -> new ListValue(tuple.items().stream().map(Copies::unsafe).toList());
      case DictValue dict -> dict(dict);
      case None _, Bool _, Int _, Real _, Vaulted _, Undefined _, Callable _, ObjectValue _ ->
          value;
    };
  }

  /// A copy without the members that are the engine's own.
  ///
  /// @param mark whether no text of it is ever templated
  static DictValue withoutInternals(DictValue dict, boolean mark) {
    DictValue copy = new DictValue();
    dict.entries()
        .forEach((key, value) -> {
          if (!(key instanceof Str name && name.text().startsWith("_ansible_"))) {
            copy.put(key, stripped(value, mark));
          }
        });
    return copy;
  }

  private static Value stripped(Value value, boolean mark) {
    if (value instanceof DictValue dict) {
      return withoutInternals(dict, mark);
    }
    if (value instanceof ListValue list) {
      return new ListValue(list.items().stream().map(item -> stripped(item, mark)).toList());
    }
    return mark ? unsafe(value) : value;
  }

  static DictValue dict(DictValue dict) {
    DictValue copy = new DictValue();
    dict.entries().forEach((key, value) -> copy.put(key, unsafe(value)));
    return copy;
  }
}
