package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Locked;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Containers as a whole: their members, copies and marks.
public final class Literals {
  private Literals() {}

  static boolean isContainer(Value value) {
    return value instanceof ListValue || value instanceof DictValue;
  }

  /// The values inside a container, keys of a dict excluded.
  static List<Value> members(Value value) {
    if (value instanceof ListValue list) {
      return list.items();
    }
    if (value instanceof TupleValue(List<Value> items)) {
      return items;
    }
    return value instanceof DictValue dict ? new ArrayList<>(dict.entries().values()) : List.of();
  }

  /// Whether the value's text, read as a Python literal, gives the value again. Then the way
  /// through text can be left out.
  static boolean readsBack(Value value) {
    if (value instanceof Real(double number)) {
      return Double.isFinite(number);
    }
    if (value instanceof DictValue dict
        && !dict.entries().keySet().stream().allMatch(Literals::readsBack)) {
      return false;
    }
    return value instanceof Str
        || value instanceof Int
        || value instanceof Bool
        || value == None.NONE
        || ((isContainer(value) || value instanceof TupleValue)
            && members(value).stream().allMatch(Literals::readsBack));
  }

  /// A deep copy without marks on its texts.
  static Value copy(Value value) {
    return map(value, text -> Str.of(text.text()));
  }

  /// A deep copy all of whose texts are marked as unsafe.
  public static Value unsafe(Value value) {
    return map(value, text -> text.withUnsafe(true));
  }

  /// The same of a dict.
  public static DictValue unsafe(DictValue dict) {
    return map(dict, text -> text.withUnsafe(true));
  }

  private static DictValue map(DictValue dict, UnaryOperator<Str> texts) {
    DictValue copy = new DictValue();
    dict.entries().forEach((key, member) -> copy.put(map(key, texts), map(member, texts)));
    return copy;
  }

  /// A deep copy with every text replaced.
  private static Value map(Value value, UnaryOperator<Str> texts) {
    if (value instanceof Locked locked) {
      return map(locked.materialize(), texts);
    }
    if (value instanceof Str text) {
      return texts.apply(text);
    }
    if (value instanceof ListValue list) {
      List<Value> items = new ArrayList<>(list.items().size());
      list.items().forEach(item -> items.add(map(item, texts)));
      return new ListValue(items);
    }
    if (value instanceof TupleValue(List<Value> items)) {
      return new TupleValue(items.stream().map(item -> map(item, texts)).toList());
    }
    if (value instanceof DictValue dict) {
      return map(dict, texts);
    }
    return value;
  }

  /// Objects as the plain value they stand for, and nothing in it encrypted any more.
  static Value plain(Value value) {
    Value plain = value instanceof ObjectValue object ? object.materialize() : value;
    return hasLocked(plain) ? map(plain, text -> text) : plain;
  }

  private static boolean hasLocked(Value value) {
    return value instanceof Locked || members(value).stream().anyMatch(Literals::hasLocked);
  }

  /// Whether a text inside is marked as unsafe.
  public static boolean isUnsafe(Value value) {
    if (value instanceof Str text) {
      return text.unsafe();
    }
    if (value instanceof DictValue dict
        && dict.entries().keySet().stream().anyMatch(Literals::isUnsafe)) {
      return true;
    }
    for (Value member : members(value)) {
      if (isUnsafe(member)) {
        return true;
      }
    }
    return false;
  }
}
