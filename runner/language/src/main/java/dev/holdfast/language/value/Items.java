package dev.holdfast.language.value;

import java.util.Optional;

/// Python's `value[key]`.
public final class Items {
  private Items() {}

  /// `value[key]`, if there is one; a key of the wrong type is the same as a missing one.
  public static Optional<Value> find(Value value, Value key) {
    return switch (value) {
      case DictValue dict -> dict.get(key);
      case Str _, ListValue _, TupleValue _ ->
          key instanceof Int || key instanceof Bool
              ? Sequences.at(value, Numbers.index(key))
              : Optional.empty();
      case ObjectValue object -> object.item(key);
      case Undefined undefined -> throw new UndefinedError(undefined);
      case None _, Bool _, Int _, Real _, Vaulted _, Callable _ -> Optional.empty();
    };
  }

  /// `value[key]`, or the exception that Python raises.
  public static Value item(Value value, Value key) {
    return find(value, key).orElseThrow(() -> missing(value, key));
  }

  private static LanguageException missing(Value value, Value key) {
    String type = Types.name(value);
    return switch (value) {
      case DictValue _, ObjectValue _ -> {
        Comparison.requireHashable(key);
        yield PythonError.keyError(key);
      }
      case Str _ ->
          key instanceof Int
              ? PythonError.indexError("string index out of range")
              : PythonError.typeError(
                  "string indices must be integers, not '" + Types.name(key) + "'");
      case ListValue _, TupleValue _ ->
          key instanceof Int
              ? PythonError.indexError(type + " index out of range")
              : PythonError.typeError(
                  type + " indices must be integers or slices, not " + Types.name(key));
      case None _, Bool _, Int _, Real _, Vaulted _, Undefined _, Callable _ ->
          PythonError.typeError("'" + type + "' object is not subscriptable");
    };
  }
}
