package dev.holdfast.language.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Python does with containers: iteration, length, membership, items and slices.
public final class Sequences {
  private Sequences() {}

  /// The elements that iteration gives: characters of a text, keys of a dict. For a list it is a
  /// live view: copy it before the list may change.
  public static List<Value> iterate(Value value) {
    return tryIterate(value)
        .orElseThrow(
            () -> PythonError.typeError("'" + Types.name(value) + "' object is not iterable"));
  }

  /// The elements, unless the value cannot be iterated.
  public static Optional<List<Value>> tryIterate(Value value) {
    return switch (Plain.of(value)) {
      case Str str -> Optional.of(characters(str));
      case ListValue list -> Optional.of(list.items());
      case TupleValue(var items) -> Optional.of(items);
      case DictValue dict -> Optional.of(List.copyOf(dict.entries().keySet()));
      case Undefined _ -> Optional.of(List.of());
      case None _, Bool _, Int _, Real _, Vaulted _, Callable _, ObjectValue _ -> Optional.empty();
    };
  }

  /// `len(value)`.
  public static int length(Value value) {
    return switch (Plain.of(value)) {
      case Str(String text, _, _) -> text.codePointCount(0, text.length());
      case ListValue list -> list.items().size();
      case TupleValue(var items) -> items.size();
      case DictValue dict -> dict.size();
      case Undefined _ -> 0;
      case None _, Bool _, Int _, Real _, Vaulted _, Callable _, ObjectValue _ ->
          throw PythonError.typeError("object of type '" + Types.name(value) + "' has no len()");
    };
  }

  /// `item in container`.
  public static boolean contains(Value container, Value item) {
    return switch (Plain.of(container)) {
      case Str str -> {
        if (Plain.of(item) instanceof Str part) {
          yield str.text().contains(part.text());
        }
        throw PythonError.typeError(
            "'in <string>' requires string as left operand, not " + Types.name(item));
      }
      case ListValue list -> anySame(list.items(), item);
      case TupleValue(var items) -> anySame(items, item);
      case DictValue dict -> {
        Comparison.requireHashable(item);
        yield dict.get(item).isPresent();
      }
      case Undefined _ -> false;
      case None _, Bool _, Int _, Real _, Vaulted _, Callable _, ObjectValue _ ->
          throw PythonError.typeError(
              "argument of type '" + Types.name(container) + "' is not iterable");
    };
  }

  /// `sequence[index]` of a text, list or tuple, if it has one.
  public static Optional<Value> at(Value sequence, int index) {
    return switch (sequence) {
      case Str str -> characterAt(str, index);
      case ListValue list -> element(list.items(), index);
      case TupleValue(var items) -> element(items, index);
      case None _,
          Bool _,
          Int _,
          Real _,
          Vaulted _,
          DictValue _,
          Undefined _,
          Callable _,
          ObjectValue _ ->
          Optional.empty();
    };
  }

  /// `sequence[start:stop:step]`; [None] stands for a bound left out.
  public static Value slice(Value sequence, Value start, Value stop, Value step) {
    Value plain = Plain.of(sequence);
    return switch (plain) {
      case Str str -> slice(str, Slice.of(length(str), start, stop, step));
      case ListValue list -> {
        List<Value> items = list.items();
        yield new ListValue(Slice.of(items.size(), start, stop, step).pick(items));
      }
      case TupleValue(var items) ->
          new TupleValue(Slice.of(items.size(), start, stop, step).pick(items));
      case DictValue _ -> throw PythonError.typeError("unhashable type: 'slice'");
      case None _, Bool _, Int _, Real _, Vaulted _, Undefined _, Callable _, ObjectValue _ ->
          throw PythonError.typeError("'" + Types.name(plain) + "' object is not subscriptable");
    };
  }

  private static Value slice(Str str, Slice slice) {
    if (slice.step() == 1 && isPlain(str.text())) {
      int end = Math.max(slice.start(), slice.stop());
      return new Str(str.text().substring(slice.start(), end), str.unsafe(), false);
    }
    StringBuilder out = new StringBuilder();
    slice.pick(characters(str)).forEach(item -> out.append(((Str) item).text()));
    return new Str(out.toString(), str.unsafe(), false);
  }

  private static List<Value> characters(Str str) {
    String text = str.text();
    List<Value> items = new ArrayList<>(text.length());
    text.codePoints()
        .forEach(point -> items.add(new Str(Character.toString(point), str.unsafe(), false)));
    return items;
  }

  private static Optional<Value> characterAt(Str str, int index) {
    String text = str.text();
    if (!isPlain(text)) {
      return element(characters(str), index);
    }
    int position = index < 0 ? index + text.length() : index;
    return position < 0 || position >= text.length()
        ? Optional.empty()
        : Optional.of(new Str(text.substring(position, position + 1), str.unsafe(), false));
  }

  private static Optional<Value> element(List<Value> items, int index) {
    int position = index < 0 ? index + items.size() : index;
    return position < 0 || position >= items.size()
        ? Optional.empty()
        : Optional.of(items.get(position));
  }

  /// Whether every character is one UTF-16 unit.
  private static boolean isPlain(String text) {
    return text.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
  }

  private static boolean anySame(List<Value> items, Value item) {
    Value wanted = Plain.of(item);
    for (Value candidate : items) {
      if (Comparison.same(candidate, wanted)) {
        return true;
      }
    }
    return false;
  }
}
