package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.EvalContext;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Undefined;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Jinja2's dotted way to a member: `a.b.0`, or an index.
final class Attributes {
  private Attributes() {}

  /// Reads the attribute of an item; a missing one is undefined, or the default.
  static UnaryOperator<Value> getter(
      Value attribute, Optional<Value> missing, EvalContext context) {
    List<Value> parts = parts(attribute);
    return item -> {
      Value value = item;
      for (Value part : parts) {
        value = context.item(value, part);
        if (missing.isPresent() && value instanceof Undefined) {
          value = missing.get();
        }
      }
      return value;
    };
  }

  private static List<Value> parts(Value attribute) {
    if (!(attribute instanceof Str(String text, _, _))) {
      return List.of(attribute);
    }
    List<Value> parts = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      boolean number = !part.isEmpty() && part.chars().allMatch(c -> c >= '0' && c <= '9');
      parts.add(number ? Int.of(Long.parseLong(part)) : Str.of(part));
    }
    return parts;
  }

  /// The key by which items are compared: their attributes, texts in lower case unless wanted
  /// otherwise.
  static UnaryOperator<Value> key(
      Optional<Value> attribute, boolean caseSensitive, EvalContext context) {
    UnaryOperator<Value> getter =
        attribute.map(name -> getter(name, Optional.empty(), context)).orElse(item -> item);
    return caseSensitive ? getter : item -> ignoreCase(getter.apply(item));
  }

  /// Several attributes in one text, separated by commas: items are compared by all of them.
  static UnaryOperator<Value> keys(
      Optional<Value> attribute, boolean caseSensitive, EvalContext context) {
    if (attribute.isEmpty() || !(attribute.get() instanceof Str names)) {
      return key(attribute, caseSensitive, context);
    }
    List<UnaryOperator<Value>> getters = new ArrayList<>();
    for (String name : names.text().split(",", -1)) {
      getters.add(key(Optional.of(Str.of(name)), caseSensitive, context));
    }
    return item -> new TupleValue(getters.stream().map(getter -> getter.apply(item)).toList());
  }

  static Value ignoreCase(Value value) {
    return value instanceof Str ? Str.of(Text.str(value).toLowerCase(Locale.ROOT)) : value;
  }
}
