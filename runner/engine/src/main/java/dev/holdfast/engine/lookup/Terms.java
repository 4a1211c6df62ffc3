package dev.holdfast.engine.lookup;

import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What lookups do with their terms.
///
/// Source: `ansible/plugins/lookup/__init__.py` and `ansible/utils/listify.py`.
final class Terms {
  private Terms() {}

  /// The terms with the members of lists among them in their place, one level deep.
  static List<Value> flatten(List<Value> terms) {
    List<Value> flat = new ArrayList<>();
    for (Value term : terms) {
      flat.addAll(isList(term) ? Sequences.iterate(term) : List.of(term));
    }
    return flat;
  }

  /// The elements of a term; a text or a number is the only element of its own.
  static List<Value> listify(Value term, Templar templar) {
    Value templated = templar.template(term instanceof Str str ? str.stripped() : term);
    if (templated instanceof Str) {
      return List.of(templated);
    }
    return Sequences.tryIterate(templated).map(List::copyOf).orElse(List.of(templated));
  }

  static boolean isList(Value value) {
    return value instanceof ListValue || value instanceof TupleValue;
  }

  /// The dict that a term is or stands for.
  static Optional<DictValue> dict(Value value) {
    Value plain = value instanceof ObjectValue object ? object.materialize() : value;
    return plain instanceof DictValue dict ? Optional.of(dict) : Optional.empty();
  }

  /// A Python type as it is printed.
  static String type(Value value) {
    return "<class '" + Types.name(value) + "'>";
  }
}
