package dev.holdfast.language.value;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Python's `str()` and `repr()`.
public final class Text {
  /// A container inside itself ends here, where Python prints three dots.
  private static final int MAX_DEPTH = 300;

  private Text() {}

  /// `str(value)`: text as it is, anything else as [#repr].
  public static String str(Value value) {
    Value plain = value instanceof Str ? value : Plain.of(value);
    return plain instanceof Str str ? str.text() : repr(plain);
  }

  /// `repr(value)`.
  public static String repr(Value value) {
    if (value instanceof Int(var number)) {
      return number.toString();
    }
    StringBuilder out = new StringBuilder();
    append(out, value, 0);
    return out.toString();
  }

  /// `ascii(value)`: [#repr] with every other character escaped.
  public static String ascii(Value value) {
    String text = repr(value);
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(point -> {
          if (point < 0x80) {
            out.append((char) point);
          } else {
            appendNumber(out, point);
          }
        });
    return out.toString();
  }

  private static void append(StringBuilder out, Value value, int depth) {
    if (depth > MAX_DEPTH) {
      out.append("...");
      return;
    }
    switch (value) {
      case None _ -> out.append("None");
      case Bool bool -> out.append(bool.value() ? "True" : "False");
      case Int(var number) -> out.append(number);
      case Real(double number) -> out.append(Floats.repr(number));
      case Str str -> quote(out, str.text());
      case Vaulted _ -> Plain.of(value);
      case Undefined undefined ->
          out.append(undefined.lenient() && depth == 0 ? "" : undefined.described());
      case ListValue list -> sequence(out, '[', list.items(), depth).append(']');
      case TupleValue(var items) -> {
        sequence(out, '(', items, depth);
        out.append(items.size() == 1 ? ",)" : ")");
      }
      case DictValue dict -> dict(out, dict, depth);
      case Callable callable -> out.append("<function ").append(callable.name()).append('>');
      case Locked locked -> append(out, locked.materialize(), depth);
      case ObjectValue object -> {
        Value plain = object.materialize();
        if (plain instanceof Str(String text, _, _)) {
          out.append(text);
        } else {
          append(out, plain, depth + 1);
        }
      }
    }
  }

  private static StringBuilder sequence(
      StringBuilder out, char open, List<Value> items, int depth) {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.append(", ");
      }
      append(out, items.get(i), depth + 1);
    }
    return out;
  }

  private static void dict(StringBuilder out, DictValue dict, int depth) {
    out.append('{');
    Iterator<Map.Entry<Value, Value>> entries = dict.entries().entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Value, Value> entry = entries.next();
      append(out, entry.getKey(), depth + 1);
      out.append(": ");
      append(out, entry.getValue(), depth + 1);
      if (entries.hasNext()) {
        out.append(", ");
      }
    }
    out.append('}');
  }

  private static void quote(StringBuilder out, String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point == quote || point == '\\') {
        out.append('\\').append((char) point);
      } else if (point >= ' ' && point < 0x7f) {
        out.append((char) point);
      } else {
        appendSpecial(out, point);
      }
    }
    out.append(quote);
  }

  private static void appendSpecial(StringBuilder out, int point) {
    switch (point) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (isPrintable(point)) {
          out.appendCodePoint(point);
        } else {
          appendNumber(out, point);
        }
      }
    }
  }

  private static void appendNumber(StringBuilder out, int point) {
    String hex = Integer.toHexString(point);
    int width = point <= 0xff ? 2 : point <= 0xffff ? 4 : 8;
    out.append('\\').append(width == 2 ? 'x' : width == 4 ? 'u' : 'U');
    out.repeat('0', width - hex.length()).append(hex);
  }

  /// Python's `str.isprintable` for one character.
  public static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
