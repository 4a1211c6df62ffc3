package dev.holdfast.language.jinja;

import static java.util.Map.entry;

import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Sequences;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The methods of Python's `dict`. Views are lists here: Ansible prints them as such.
final class DictMethods {
  private DictMethods() {}

  private static DictValue dict(Value self) {
    return (DictValue) self;
  }

  private static Value keys(Value self, MethodArguments args) {
    args.require(0, 0);
    return new ListValue(dict(self).entries().keySet());
  }

  private static Value values(Value self, MethodArguments args) {
    args.require(0, 0);
    return new ListValue(dict(self).entries().values());
  }

  private static Value items(Value self, MethodArguments args) {
    args.require(0, 0);
    List<Value> pairs = new ArrayList<>(dict(self).size());
    dict(self).entries().forEach((key, value) -> pairs.add(TupleValue.of(key, value)));
    return new ListValue(pairs);
  }

  private static Value key(MethodArguments args) {
    Comparison.requireHashable(args.at(0));
    return args.at(0);
  }

  private static Value missing(MethodArguments args) {
    return args.count() > 1 ? args.at(1) : None.NONE;
  }

  private static Value get(Value self, MethodArguments args) {
    args.require(1, 2);
    return dict(self).get(key(args)).orElseGet(() -> missing(args));
  }

  private static Value setDefault(Value self, MethodArguments args) {
    args.require(1, 2);
    Value key = key(args);
    if (dict(self).get(key).isEmpty()) {
      dict(self).put(key, missing(args));
    }
    return Sequences.contains(self, key) ? dict(self).get(key).orElse(None.NONE) : None.NONE;
  }

  private static Value pop(Value self, MethodArguments args) {
    args.require(1, 2);
    Value key = key(args);
    Value value =
        dict(self)
            .get(key)
            .orElseGet(() -> {
              if (args.count() > 1) {
                return args.at(1);
              }
              throw PythonError.keyError(key);
            });
    dict(self).entries().remove(dict(self).key(key));
    return value;
  }

  private static Value popItem(Value self, MethodArguments args) {
    args.require(0, 0);
    List<Map.Entry<Value, Value>> all = new ArrayList<>(dict(self).entries().entrySet());
    if (all.isEmpty()) {
      throw new PythonError("KeyError", Text.repr(Str.of("popitem(): dictionary is empty")));
    }
    Map.Entry<Value, Value> last = all.getLast();
    TupleValue pair = TupleValue.of(last.getKey(), last.getValue());
    dict(self).entries().remove(last.getKey());
    return pair;
  }

  private static Value update(Value self, MethodArguments args) {
    if (args.count() > 1) {
      throw PythonError.typeError("update expected at most 1 argument, got " + args.count());
    }
    if (args.count() == 1) {
      putAll(dict(self), args.at(0));
    }
    args.all().named().forEach(dict(self)::put);
    return None.NONE;
  }

  /// Takes the entries of a dict, or of a sequence of pairs.
  static void putAll(DictValue into, Value from) {
    if (Literals.plain(from) instanceof DictValue other) {
      List.copyOf(other.entries().entrySet())
          .forEach(entry -> into.put(entry.getKey(), entry.getValue()));
      return;
    }
    int index = 0;
    for (Value item : Sequences.iterate(from)) {
      int at = index++;
      List<Value> pair =
          Sequences.tryIterate(item)
              .orElseThrow(() ->
                  PythonError.typeError(
                      "cannot convert dictionary update sequence element #"
                          + at
                          + " to a sequence"));
      if (pair.size() != 2) {
        throw PythonError.valueError(
            "dictionary update sequence element #%d has length %d; 2 is required"
                .formatted(at, pair.size()));
      }
      Comparison.requireHashable(pair.getFirst());
      into.put(pair.getFirst(), pair.getLast());
    }
  }

  private static Value copy(Value self, MethodArguments args) {
    args.require(0, 0);
    return DictValue.copyOf(dict(self));
  }

  private static Value clear(Value self, MethodArguments args) {
    args.require(0, 0);
    dict(self).entries().clear();
    return None.NONE;
  }

  private static Value fromKeys(Value self, MethodArguments args) {
    args.require(1, 2);
    DictValue made = new DictValue();
    Sequences.iterate(args.at(0)).forEach(key -> made.put(key, missing(args)));
    return made;
  }

  static final Map<String, Method> ALL =
      Map.ofEntries(
          entry("clear", DictMethods::clear),
          entry("copy", DictMethods::copy),
          entry("fromkeys", DictMethods::fromKeys),
          entry("get", DictMethods::get),
          entry("items", DictMethods::items),
          entry("keys", DictMethods::keys),
          entry("pop", DictMethods::pop),
          entry("popitem", DictMethods::popItem),
          entry("setdefault", DictMethods::setDefault),
          entry("update", DictMethods::update),
          entry("values", DictMethods::values));
}
