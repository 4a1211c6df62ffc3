package dev.holdfast.engine.vars;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;

/// Marks what came from machines, so that its text is never templated.
public final class Marking {
  private Marking() {}

  /// A copy with every text in it marked as unsafe.
  public static Value unsafe(Value value) {
    if (value instanceof Str text) {
      return text.withUnsafe(true);
    }
    if (value instanceof DictValue dict) {
      return unsafe(dict);
    }
    if (value instanceof ListValue list) {
      return new ListValue(list.items().stream().map(Marking::unsafe).toList());
    }
    if (value instanceof TupleValue(var items)) {
      return new TupleValue(items.stream().map(Marking::unsafe).toList());
    }
    return value;
  }

  /// The same of a dict; keys as well.
  public static DictValue unsafe(DictValue dict) {
    DictValue marked = new DictValue();
    dict.entries().forEach((key, value) -> marked.put(unsafe(key), unsafe(value)));
    return marked;
  }
}
