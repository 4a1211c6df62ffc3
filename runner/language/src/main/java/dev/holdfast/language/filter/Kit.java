package dev.holdfast.language.filter;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Small steps that many filters share.
final class Kit {
  private Kit() {}

  /// The value itself, objects as what they stand for; undefined values are refused.
  static Value plain(Value value) {
    return switch (value) {
      case Undefined undefined -> throw new UndefinedError(undefined);
      case ObjectValue object -> object.materialize();
      default -> value;
    };
  }

  static Value str(String text) {
    return Str.of(text);
  }

  static Value list(List<? extends Value> items) {
    return new ListValue(items);
  }

  static Value strings(List<String> texts) {
    return new ListValue(texts.stream().map(Str::of).toList());
  }

  static Value optional(Optional<String> text) {
    return text.<Value>map(Str::of).orElse(None.NONE);
  }

  static boolean isNone(Value value) {
    return value instanceof None;
  }

  /// A dict, also one that is computed when it is read.
  static Optional<DictValue> dict(Value value) {
    return plain(value) instanceof DictValue dict ? Optional.of(dict) : Optional.empty();
  }

  /// The elements of a list or tuple; empty for anything else, text included.
  static Optional<List<Value>> sequence(Value value) {
    return switch (plain(value)) {
      case ListValue list -> Optional.of(list.items());
      case TupleValue(var items) -> Optional.of(items);
      default -> Optional.empty();
    };
  }

  /// `<class 'name'>`, as Python prints a type.
  static String typeRepr(Value value) {
    String name =
        switch (Types.name(value)) {
          case "AnsibleUndefined" -> "ansible.template.AnsibleUndefined";
          case String plain -> plain;
        };
    return "<class '" + name + "'>";
  }

  static String lower(Value value) {
    return Text.str(value).toLowerCase(Locale.ROOT);
  }

  static Optional<BigInteger> wholeNumber(Value value) {
    return value instanceof Int(BigInteger number) ? Optional.of(number) : Optional.empty();
  }

  static Value real(double number) {
    return new Real(number);
  }

  static Value number(long number) {
    return Int.of(number);
  }

  /// A dict from pairs of names and values.
  static DictValue record(Object... pairs) {
    DictValue dict = new DictValue();
    for (int i = 0; i < pairs.length; i += 2) {
      dict.put((String) pairs[i], (Value) pairs[i + 1]);
    }
    return dict;
  }

  static List<Map.Entry<Value, Value>> members(DictValue dict) {
    return new ArrayList<>(dict.entries().entrySet());
  }
}
