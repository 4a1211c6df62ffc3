package dev.holdfast.engine.machine;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One JSON object of a message, read and written field by field. A field that must be there and is
/// not, or is of another type, makes the message a broken one.
record Fields(DictValue members) {
  static Fields of(Value value) {
    if (value instanceof DictValue dict) {
      return new Fields(dict);
    }
    throw broken("an object");
  }

  /// An object that says what kind of record it is.
  static Fields kind(String kind) {
    return new Fields(new DictValue()).with("kind", kind);
  }

  String kind() {
    return text("kind");
  }

  Fields with(String name, String text) {
    return with(name, Str.of(text));
  }

  Fields with(String name, long number) {
    return with(name, Int.of(number));
  }

  Fields with(String name, boolean flag) {
    return with(name, Bool.of(flag));
  }

  Fields with(String name, List<String> texts) {
    return with(name, new ListValue(texts.stream().map(Str::of).toList()));
  }

  Fields with(String name, Map<String, String> texts) {
    DictValue dict = new DictValue();
    texts.forEach((key, text) -> dict.put(key, Str.of(text)));
    return with(name, dict);
  }

  Fields with(String name, Fields object) {
    return with(name, object.members);
  }

  Fields withAll(String name, List<Fields> objects) {
    return with(name, new ListValue(objects.stream().map(Fields::members).toList()));
  }

  Fields with(String name, Optional<String> text) {
    text.ifPresent(present -> with(name, present));
    return this;
  }

  private Fields with(String name, Value value) {
    members.put(name, value);
    return this;
  }

  String text(String name) {
    return text(must(name), name);
  }

  long number(String name) {
    if (must(name) instanceof Int number) {
      return number.value().longValueExact();
    }
    throw unfit(name);
  }

  boolean flag(String name) {
    if (must(name) instanceof Bool flag) {
      return flag.value();
    }
    throw unfit(name);
  }

  List<String> texts(String name) {
    return items(name).stream().map(item -> text(item, name)).toList();
  }

  Map<String, String> map(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    object(name)
        .members
        .entries()
        .forEach((key, value) -> map.put(text(key, name), text(value, name)));
    return map;
  }

  Fields object(String name) {
    return of(must(name));
  }

  List<Fields> objects(String name) {
    return items(name).stream().map(Fields::of).toList();
  }

  boolean has(String name) {
    return members.get(name).isPresent();
  }

  Optional<String> maybe(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  private List<Value> items(String name) {
    if (must(name) instanceof ListValue list) {
      return list.items();
    }
    throw unfit(name);
  }

  private Value must(String name) {
    return members.get(name).orElseThrow(() -> broken("the field " + name));
  }

  private static String text(Value value, String name) {
    if (value instanceof Str text) {
      return text.text();
    }
    throw unfit(name);
  }

  private static MachineException unfit(String name) {
    return broken("a fitting " + name);
  }

  static MachineException broken(String missing) {
    return new MachineException(
        MachineException.Reason.BROKEN_ANSWER, "A message of records has not " + missing);
  }
}
