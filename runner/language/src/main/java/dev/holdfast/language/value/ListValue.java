package dev.holdfast.language.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Python's `list`: mutable, compared by identity in Java and by content through the package's
/// Python operations.
public final class ListValue implements Value {
  private final List<Value> items;

  public ListValue() {
    this.items = new ArrayList<>();
  }

  public ListValue(Collection<? extends Value> items) {
    this.items = new ArrayList<>(items);
  }

  public static ListValue of(Value... items) {
    return new ListValue(Arrays.asList(items));
  }

  /// The elements, live: changes show in the list.
  public List<Value> items() {
    return items;
  }
}
