package dev.holdfast.language.value;

import java.util.List;

/// Python's `tuple`.
public record TupleValue(List<Value> items) implements Value {
  public TupleValue {
    items = List.copyOf(items);
  }

  public static TupleValue of(Value... items) {
    return new TupleValue(List.of(items));
  }
}
