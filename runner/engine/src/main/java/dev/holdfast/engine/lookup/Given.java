package dev.holdfast.engine.lookup;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.YesNo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The named arguments of a lookup, read by the types that its documentation gives them. `None` is
/// the same as nothing.
///
/// Source: `ensure_type` of `ansible/config/manager.py`.
record Given(Map<String, Value> options) {

  static Given of(DictValue options) {
    Map<String, Value> named = new LinkedHashMap<>();
    options.entries().forEach((key, value) -> named.put(Text.str(key), value));
    return new Given(named);
  }

  Optional<Value> value(String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> value != None.NONE);
  }

  Optional<String> text(String name) {
    return value(name).map(Text::str);
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  boolean flag(String name, boolean otherwise) {
    return value(name).map(Given::truth).orElse(otherwise);
  }

  /// The items of a list; a text is parted by commas.
  List<Value> list(String name) {
    return value(name).map(Given::items).orElse(List.of());
  }

  private static List<Value> items(Value value) {
    return switch (value) {
      case ListValue list -> List.copyOf(list.items());
      case TupleValue(List<Value> items) -> items;
      case Str str ->
          Arrays.stream(str.text().split(",", -1))
              .<Value>map(part -> Str.of(part.strip()))
              .toList();
      default -> List.of(value);
    };
  }

  /// Ansible's reading of a boolean: anything that does not say yes says no.
  static boolean truth(Value value) {
    return YesNo.of(value).orElse(false);
  }
}
