package dev.holdfast.framework.value;

import java.math.BigDecimal;
import java.util.Map;

/// Types and values in the words that messages use.
public final class Words {

  private static final int LONGEST = 200;

  private Words() {}

  /// A type with its article, such as "a list of strings".
  public static String of(Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOL -> "a bool";
          };
      case Type.Dynamic _ -> "a value with its own type";
      case Type.ListOf(var element) -> "a list of " + many(element);
      case Type.SetOf(var element) -> "a set of " + many(element);
      case Type.MapOf(var element) -> "a map of " + many(element);
      case Type.Tuple(var elements) -> "a tuple of " + elements.size();
      case Type.Obj _ -> "an object";
    };
  }

  private static String many(Type type) {
    return switch (type) {
      case Type.Primitive primitive ->
          switch (primitive) {
            case STRING -> "strings";
            case NUMBER -> "numbers";
            case BOOL -> "bools";
          };
      case Type.Dynamic _ -> "anything";
      case Type.ListOf _ -> "lists";
      case Type.SetOf _ -> "sets";
      case Type.MapOf _ -> "maps";
      case Type.Tuple _ -> "tuples";
      case Type.Obj _ -> "objects";
    };
  }

  /// The value much as a configuration writes it, cut where it is long. Not for secrets.
  public static String of(Value value) {
    var text = new StringBuilder();
    append(text, value);
    return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST - 3) + "...";
  }

  private static void append(StringBuilder text, Value value) {
    if (text.length() > LONGEST) {
      return;
    }
    switch (value) {
      case Value.Null _ -> text.append("null");
      case Value.Unknown _ -> text.append("(known after apply)");
      case Value.Str(var string) -> quoted(text, string);
      case Value.Num(var number) -> text.append(number(number));
      case Value.Bool(var truth) -> text.append(truth);
      case Value.ListOf(var elements) -> sequence(text, elements);
      case Value.SetOf(var elements) -> sequence(text, elements);
      case Value.Tuple(var elements) -> sequence(text, elements);
      case Value.MapOf(var elements) -> entries(text, elements, true);
      case Value.Obj(var attributes) -> entries(text, attributes, false);
      case Value.Dynamic(_, var content) -> append(text, content);
    }
  }

  /// Digits as people write them; an exponent only where they would be too many.
  private static String number(BigDecimal number) {
    return Math.abs((long) number.scale()) > 30 ? number.toString() : number.toPlainString();
  }

  private static void quoted(StringBuilder text, String string) {
    String escaped = string.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    text.append('"').append(escaped).append('"');
  }

  private static void sequence(StringBuilder text, Iterable<Value> elements) {
    text.append('[');
    String separator = "";
    for (Value element : elements) {
      text.append(separator);
      append(text, element);
      separator = ", ";
    }
    text.append(']');
  }

  private static void entries(StringBuilder text, Map<String, Value> entries, boolean quote) {
    text.append('{');
    String separator = "";
    for (var entry : entries.entrySet()) {
      text.append(separator);
      if (quote) {
        quoted(text, entry.getKey());
      } else {
        text.append(entry.getKey());
      }
      append(text.append(" = "), entry.getValue());
      separator = ", ";
    }
    text.append('}');
  }
}
