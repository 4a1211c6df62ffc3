package dev.holdfast.language.value;

/// Python's truth value.
public final class Truth {
  private Truth() {}

  /// `bool(value)`.
  public static boolean of(Value value) {
    return switch (value) {
      case None _ -> false;
      case Bool bool -> bool.value();
      case Int(var number) -> number.signum() != 0;
      case Real(double number) -> number != 0;
      case Str str -> !str.text().isEmpty();
      case ListValue list -> !list.items().isEmpty();
      case TupleValue(var items) -> !items.isEmpty();
      case DictValue dict -> !dict.isEmpty();
      case Callable _ -> true;
      case Undefined _ -> {
        Plain.of(value);
        yield false;
      }
      case Vaulted _, ObjectValue _ -> of(Plain.of(value));
    };
  }
}
