package dev.holdfast.language.jinja;

import static java.util.Map.entry;

import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Numbers;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The methods of Python's `list` and `tuple`.
final class ListMethods {
  private ListMethods() {}

  private static List<Value> items(Value self) {
    return self instanceof TupleValue(List<Value> items) ? items : ((ListValue) self).items();
  }

  private static Value append(Value self, MethodArguments args) {
    items(self).add(args.require(1, 1).at(0));
    return None.NONE;
  }

  private static Value extend(Value self, MethodArguments args) {
    items(self).addAll(List.copyOf(Sequences.iterate(args.require(1, 1).at(0))));
    return None.NONE;
  }

  private static Value insert(Value self, MethodArguments args) {
    args.require(2, 2);
    List<Value> items = items(self);
    int index = Numbers.index(args.at(0));
    int at = index < 0 ? Math.max(0, index + items.size()) : Math.min(index, items.size());
    items.add(at, args.at(1));
    return None.NONE;
  }

  private static Value pop(Value self, MethodArguments args) {
    args.require(0, 1);
    List<Value> items = items(self);
    if (items.isEmpty()) {
      throw PythonError.indexError("pop from empty list");
    }
    int index = args.number(0, "", -1);
    int at = index < 0 ? index + items.size() : index;
    if (at < 0 || at >= items.size()) {
      throw PythonError.indexError("pop index out of range");
    }
    return items.remove(at);
  }

  private static Value remove(Value self, MethodArguments args) {
    int at = indexOf(items(self), args.require(1, 1).at(0), 0, Integer.MAX_VALUE);
    if (at < 0) {
      throw PythonError.valueError("list.remove(x): x not in list");
    }
    items(self).remove(at);
    return None.NONE;
  }

  private static Value clear(Value self, MethodArguments args) {
    args.require(0, 0);
    items(self).clear();
    return None.NONE;
  }

  private static Value copy(Value self, MethodArguments args) {
    args.require(0, 0);
    return new ListValue(items(self));
  }

  private static Value reverse(Value self, MethodArguments args) {
    args.require(0, 0);
    Collections.reverse(items(self));
    return None.NONE;
  }

  private static Value count(Value self, MethodArguments args) {
    Value wanted = args.require(1, 1).at(0);
    return Int.of(items(self).stream().filter(item -> Comparison.equal(item, wanted)).count());
  }

  private static Value index(Value self, MethodArguments args) {
    args.require(1, 3);
    List<Value> items = items(self);
    int at =
        indexOf(items, args.at(0), args.number(1, "", 0), args.number(2, "", Integer.MAX_VALUE));
    if (at < 0) {
      throw PythonError.valueError(
          self instanceof TupleValue
              ? "tuple.index(x): x not in tuple"
              : Text.repr(args.at(0)) + " is not in list");
    }
    return Int.of(at);
  }

  private static int indexOf(List<Value> items, Value wanted, int start, int stop) {
    int first = start < 0 ? Math.max(0, start + items.size()) : start;
    int last = Math.min(stop < 0 ? stop + items.size() : stop, items.size());
    for (int i = first; i < last; i++) {
      if (Comparison.equal(items.get(i), wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static Value sort(Value self, MethodArguments args) {
    args.require(0, 2, Set.of("key", "reverse"));
    Optional<Value> key = args.optional(1, "key");
    boolean reverse = args.optional(1, "reverse").map(Truth::of).orElse(false);
    Comparator<Value> order = (a, b) -> Comparison.order("<", keyed(key, a), keyed(key, b));
    List<Value> sorted = new ArrayList<>(items(self));
    sorted.sort(reverse ? order.reversed() : order);
    ((ListValue) self).items().clear();
    ((ListValue) self).items().addAll(sorted);
    return None.NONE;
  }

  private static Value keyed(Optional<Value> key, Value item) {
    if (key.isEmpty()) {
      return item;
    }
    if (key.get() instanceof Callable function) {
      return function.call(dev.holdfast.language.value.Arguments.of(item));
    }
    throw PythonError.typeError("'key' is not callable");
  }

  static final Map<String, Method> TUPLE =
      Map.of("count", ListMethods::count, "index", ListMethods::index);

  static final Map<String, Method> LIST =
      Map.ofEntries(
          entry("append", ListMethods::append),
          entry("clear", ListMethods::clear),
          entry("copy", ListMethods::copy),
          entry("count", ListMethods::count),
          entry("extend", ListMethods::extend),
          entry("index", ListMethods::index),
          entry("insert", ListMethods::insert),
          entry("pop", ListMethods::pop),
          entry("remove", ListMethods::remove),
          entry("reverse", ListMethods::reverse),
          entry("sort", ListMethods::sort));
}
