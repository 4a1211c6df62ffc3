package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.PythonLiteral;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.UndefinedError;
import dev.holdfast.language.value.Value;
import java.util.List;

/// How the parts of a template become its result.
public enum Joining {
  /// Jinja2's own: text, with `None` as such.
  PLAIN,
  /// Text, with nothing for `None`: Ansible with `convert_data` off.
  TEXT,
  /// Text, read as a literal where it looks like a list, dict or boolean: Ansible's default.
  CLASSIC,
  /// A single part keeps its type; joined text is read as a literal: `jinja2_native`.
  NATIVE;

  /// What a printed value contributes.
  Value printed(Value value) {
    return switch (this) {
      case TEXT, CLASSIC -> value == None.NONE ? Str.EMPTY : defined(value);
      case PLAIN, NATIVE -> defined(value);
    };
  }

  /// The result of all parts.
  Value join(List<Value> parts) {
    if (parts.isEmpty()) {
      return this == NATIVE ? None.NONE : Str.EMPTY;
    }
    return switch (this) {
      case PLAIN, TEXT -> text(parts);
      case CLASSIC -> classic(parts);
      case NATIVE -> natively(parts);
    };
  }

  private static Str text(List<Value> parts) {
    if (parts.size() == 1) {
      return parts.getFirst() instanceof Str str ? str : Str.of(Text.str(parts.getFirst()));
    }
    StringBuilder out = new StringBuilder();
    for (Value part : parts) {
      out.append(Text.str(part));
    }
    return Str.of(out.toString());
  }

  private static Value classic(List<Value> parts) {
    Value first = parts.getFirst();
    if (parts.size() == 1) {
      if (first instanceof Bool || (first instanceof Str str && str.verbatim())) {
        return first;
      }
      if (Literals.isContainer(first) && Literals.readsBack(first)) {
        return Literals.copy(first);
      }
    }
    Str text = text(parts);
    return looksLiteral(text.text()) ? PythonLiteral.parse(text.text(), true).orElse(text) : text;
  }

  private static boolean looksLiteral(String text) {
    return text.startsWith("{")
        || text.startsWith("[")
        || text.equals("True")
        || text.equals("False");
  }

  private static Value natively(List<Value> parts) {
    Value first = parts.getFirst();
    if (parts.size() == 1 && !(first instanceof Str str && !str.verbatim())) {
      return Literals.plain(first);
    }
    Str text = text(parts);
    Value read = PythonLiteral.parse(text.text(), false).orElse(text);
    if (read instanceof Str str && !text.text().isEmpty() && !str.equals(text)) {
      // A quoted text keeps its quotes, so that it stays a text when it is read once more.
      char quote = text.text().charAt(0);
      return Str.of(quote + str.text() + quote);
    }
    return read;
  }

  private static Value defined(Value value) {
    refuseUndefined(value);
    return value;
  }

  private static void refuseUndefined(Value value) {
    if (value instanceof Undefined undefined && !undefined.lenient()) {
      throw new UndefinedError(undefined);
    }
    Literals.members(value).forEach(Joining::refuseUndefined);
  }
}
