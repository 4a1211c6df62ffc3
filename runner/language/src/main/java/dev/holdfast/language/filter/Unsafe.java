package dev.holdfast.language.filter;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.Map;

/// What is made out of unsafe text stays unsafe.
final class Unsafe {
  private Unsafe() {}

  static Value mark(Value result, Value source) {
    return source instanceof Str str && str.unsafe() ? mark(result) : result;
  }

  private static Value mark(Value value) {
    return switch (value) {
      case Str str -> str.withUnsafe(true);
      case ListValue list -> Kit.list(list.items().stream().map(Unsafe::mark).toList());
      case TupleValue(var items) -> new TupleValue(items.stream().map(Unsafe::mark).toList());
      case DictValue dict -> {
        DictValue marked = new DictValue();
        for (Map.Entry<Value, Value> member : dict.entries().entrySet()) {
          marked.put(mark(member.getKey()), mark(member.getValue()));
        }
        yield marked;
      }
      default -> value;
    };
  }
}
