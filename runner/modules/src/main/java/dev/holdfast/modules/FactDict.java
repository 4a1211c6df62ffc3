package dev.holdfast.modules;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;

/// A dict that is being filled with facts.
final class FactDict {
  private final DictValue dict = new DictValue();

  FactDict put(String name, Value value) {
    dict.put(name, value);
    return this;
  }

  FactDict put(String name, String text) {
    return put(name, Str.unsafe(text));
  }

  FactDict put(String name, long number) {
    return put(name, Int.of(number));
  }

  FactDict put(String name, boolean value) {
    return put(name, Bool.of(value));
  }

  FactDict put(String name, List<String> texts) {
    return put(name, list(texts));
  }

  FactDict put(String name, FactDict inner) {
    return put(name, inner.dict);
  }

  DictValue dict() {
    return dict;
  }

  static ListValue list(List<String> texts) {
    return new ListValue(texts.stream().map(Str::unsafe).toList());
  }

  static DictValue texts(Map<String, String> members) {
    DictValue dict = new DictValue();
    members.forEach((name, text) -> dict.put(name, Str.unsafe(text)));
    return dict;
  }

  /// A number in text, or 0.
  static long number(String text) {
    String digits = text.strip();
    return digits.matches("-?\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
