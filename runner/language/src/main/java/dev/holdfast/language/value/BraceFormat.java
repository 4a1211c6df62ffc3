package dev.holdfast.language.value;

import java.util.Optional;
import java.util.function.BiFunction;

/// Python's `text.format(...)`. Attributes of values are read through a function of the caller, so
/// that a sandbox sees them.
public final class BraceFormat {
  private static final int MAX_NESTING = 2;

  private final Arguments arguments;
  private final BiFunction<Value, String, Value> attribute;
  private int automatic;
  private boolean manual;

  private BraceFormat(Arguments arguments, BiFunction<Value, String, Value> attribute) {
    this.arguments = arguments;
    this.attribute = attribute;
  }

  /// `format.format(*args, **kwargs)`.
  public static String format(
      String format, Arguments arguments, BiFunction<Value, String, Value> attribute) {
    return new BraceFormat(arguments, attribute).run(format, MAX_NESTING);
  }

  private String run(String format, int depth) {
    if (depth == 0) {
      throw PythonError.valueError("Max string recursion exceeded");
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at++);
      boolean twice = at < format.length() && format.charAt(at) == c;
      if (c != '{' && c != '}') {
        out.append(c);
      } else if (twice) {
        out.append(c);
        at++;
      } else if (c == '}') {
        throw PythonError.valueError("Single '}' encountered in format string");
      } else {
        int end = end(format, at);
        out.append(field(format.substring(at, end), depth));
        at = end + 1;
      }
    }
    return out.toString();
  }

  private static int end(String format, int start) {
    if (start >= format.length()) {
      throw PythonError.valueError("Single '{' encountered in format string");
    }
    int depth = 1;
    for (int i = start; i < format.length(); i++) {
      char c = format.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw PythonError.valueError("expected '}' before end of string");
  }

  private String field(String field, int depth) {
    int name = nameEnd(field);
    String rest = field.substring(name);
    char conversion = 0;
    if (rest.startsWith("!")) {
      if (rest.length() < 2 || (rest.length() > 2 && rest.charAt(2) != ':')) {
        throw PythonError.valueError(
            rest.length() < 2
                ? "end of string while looking for conversion specifier"
                : "expected ':' after conversion specifier");
      }
      conversion = rest.charAt(1);
      rest = rest.substring(2);
    }
    Value value = lookup(field.substring(0, name));
    String spec = rest.isEmpty() ? "" : rest.substring(1);
    if (spec.indexOf('{') >= 0 || spec.indexOf('}') >= 0) {
      spec = run(spec, depth - 1);
    }
    return FormatSpec.format(converted(value, conversion), spec);
  }

  private static int nameEnd(String field) {
    boolean bracket = false;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      bracket = c == '[' || (bracket && c != ']');
      if (!bracket && (c == '!' || c == ':')) {
        return i;
      }
    }
    return field.length();
  }

  private static Value converted(Value value, char conversion) {
    return switch (conversion) {
      case 0 -> value;
      case 's' -> Str.of(Text.str(value));
      case 'r' -> Str.of(Text.repr(value));
      case 'a' -> Str.of(Text.ascii(value));
      default -> throw PythonError.valueError("Unknown conversion specifier " + conversion);
    };
  }

  private Value lookup(String name) {
    int end = 0;
    while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
      end++;
    }
    Value value = argument(name.substring(0, end));
    int at = end;
    while (at < name.length()) {
      boolean item = name.charAt(at) == '[';
      int start = at + 1;
      at = start;
      while (at < name.length()
          && (item ? name.charAt(at) != ']' : name.charAt(at) != '.' && name.charAt(at) != '[')) {
        at++;
      }
      String part = name.substring(start, at);
      if (part.isEmpty()) {
        throw PythonError.valueError("Empty attribute in format string");
      }
      if (item) {
        if (at >= name.length()) {
          throw PythonError.valueError("Missing ']' in format string");
        }
        at++;
      }
      value = item ? item(value, part) : attribute.apply(value, part);
    }
    return value;
  }

  private Value argument(String name) {
    Optional<Integer> index = number(name);
    if (!name.isEmpty() && index.isEmpty()) {
      Value named = arguments.named().get(name);
      if (named == null) {
        throw PythonError.keyError(Str.of(name));
      }
      return named;
    }
    if (name.isEmpty() ? manual : automatic > 0) {
      throw PythonError.valueError(
          name.isEmpty()
              ? "cannot switch from manual field specification to automatic field numbering"
              : "cannot switch from automatic field numbering to manual field specification");
    }
    manual = !name.isEmpty();
    int position = index.orElseGet(() -> automatic++);
    if (position >= arguments.positional().size()) {
      throw PythonError.indexError(
          "Replacement index " + position + " out of range for positional args tuple");
    }
    return arguments.positional().get(position);
  }

  private static Optional<Integer> number(String text) {
    return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Optional.of(Integer.valueOf(text))
        : Optional.empty();
  }

  private static Value item(Value value, String part) {
    Value key = number(part).map(n -> (Value) Int.of(n)).orElseGet(() -> Str.of(part));
    return Items.item(value, key);
  }
}
