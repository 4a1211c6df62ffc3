package dev.holdfast.language.json;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Callable;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.ObjectValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.value.Vaulted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Python's `json.dumps`, byte for byte, with Ansible's form of encrypted text.
public final class JsonWriter {
  private static final int DEPTH = 990;

  private final StringBuilder out = new StringBuilder();
  private final JsonFormat format;
  private int depth;

  private JsonWriter(JsonFormat format) {
    this.format = format;
  }

  /// The text of a value.
  public static String write(Value value, JsonFormat format) {
    JsonWriter writer = new JsonWriter(format);
    writer.value(value);
    return writer.out.toString();
  }

  private void value(Value value) {
    switch (value) {
      case None _ -> out.append("null");
      case Bool bool -> out.append(bool.value());
      case Int(var number) -> out.append(number);
      case Real(double number) -> out.append(real(number));
      case Str str -> string(str.text());
      case ListValue list -> list(list.items());
      case TupleValue(var items) -> list(items);
      case DictValue dict -> object(dict);
      case Vaulted(String envelope) ->
          object(DictValue.of(Map.of("__ansible_vault", Str.of(envelope))));
      case ObjectValue object -> value(object.materialize());
      case Undefined undefined -> throw new UndefinedError(undefined);
      case Callable _ ->
          throw PythonError.typeError(
              "Object of type " + Types.name(value) + " is not JSON serializable");
    }
  }

  private String real(double number) {
    if (Double.isFinite(number)) {
      return Text.repr(new Real(number));
    }
    if (!format.allowNan()) {
      throw PythonError.valueError("Out of range float values are not JSON compliant");
    }
    return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
  }

  private void list(List<Value> items) {
    nested('[', ']', items, this::value);
  }

  private void object(DictValue dict) {
    List<Map.Entry<Value, Value>> members = new ArrayList<>(dict.entries().entrySet());
    if (format.sortKeys()) {
      members.sort((a, b) -> Comparison.order("<", a.getKey(), b.getKey()));
    }
    List<Map.Entry<String, Value>> named = new ArrayList<>();
    for (Map.Entry<Value, Value> member : members) {
      name(member.getKey()).ifPresent(name -> named.add(Map.entry(name, member.getValue())));
    }
    nested(
        '{',
        '}',
        named,
        member -> {
          string(member.getKey());
          out.append(format.keySeparator());
          value(member.getValue());
        });
  }

  private Optional<String> name(Value key) {
    return switch (key) {
      case Str str -> Optional.of(str.text());
      case Real(double number) -> Optional.of(real(number));
      case Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case None _ -> Optional.of("null");
      case Int(var number) -> Optional.of(number.toString());
      case Vaulted _,
          ListValue _,
          TupleValue _,
          DictValue _,
          Undefined _,
          Callable _,
          ObjectValue _ -> {
        if (!format.skipKeys()) {
          throw PythonError.typeError(
              "keys must be str, int, float, bool or None, not " + Types.name(key));
        }
        yield Optional.empty();
      }
    };
  }

  private interface Each<T> {
    void write(T item);
  }

  private <T> void nested(char start, char end, Collection<T> items, Each<T> each) {
    out.append(start);
    if (!items.isEmpty()) {
      if (++depth > DEPTH) {
        throw PythonError.valueError("Circular reference detected");
      }
      newline();
      for (Iterator<T> all = items.iterator(); all.hasNext(); ) {
        each.write(all.next());
        if (all.hasNext()) {
          out.append(format.itemSeparator());
          newline();
        }
      }
      depth--;
      newline();
    }
    out.append(end);
  }

  private void newline() {
    format.indent().ifPresent(indent -> out.append('\n').append(indent.repeat(depth)));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\f' -> out.append("\\f");
      case '\b' -> out.append("\\b");
      default -> {
        if (c < ' ' || (c > '~' && format.ensureAscii())) {
          out.append("\\u%04x".formatted((int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
