package dev.holdfast.bootstrap;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what playbooks and the API answer. What is missing is empty: a probe tells less on a
/// machine that is less.
record Reading(DictValue values) {

  static Reading of(Value value) {
    return new Reading(value instanceof DictValue dict ? dict : new DictValue());
  }

  Optional<Value> value(String... path) {
    Value current = values;
    for (String name : path) {
      Optional<Value> next =
          current instanceof DictValue dict ? dict.get(name) : Optional.<Value>empty();
      if (next.isEmpty() || next.get() instanceof None) {
        return Optional.empty();
      }
      current = next.get();
    }
    return Optional.of(current);
  }

  String text(String... path) {
    return value(path).map(Text::str).orElse("");
  }

  boolean yes(String... path) {
    return value(path).map(YesNo::lenient).orElse(false);
  }

  long number(String... path) {
    String text = text(path);
    return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  Reading at(String... path) {
    return value(path).map(Reading::of).orElseGet(() -> new Reading(new DictValue()));
  }

  List<Value> items(String... path) {
    return value(path).map(Reading::members).orElse(List.of());
  }

  private static List<Value> members(Value value) {
    return switch (value) {
      case ListValue list -> List.copyOf(list.items());
      case TupleValue(var items) -> List.copyOf(items);
      default -> List.of();
    };
  }

  List<Reading> each(String... path) {
    return items(path).stream().map(Reading::of).toList();
  }

  List<String> texts(String... path) {
    return items(path).stream().map(Text::str).toList();
  }

  /// A dict of texts.
  Map<String, String> table(String... path) {
    Map<String, String> table = new LinkedHashMap<>();
    at(path).values().entries().forEach((key, value) -> table.put(Text.str(key), Text.str(value)));
    return table;
  }
}
