package dev.holdfast.language.value;

import java.util.ArrayList;
import java.util.List;

/// A slice whose bounds fit a sequence of known length, by Python's rules.
record Slice(int start, int stop, int step) {

  static Slice of(int length, Value start, Value stop, Value step) {
    int by = bound(step, 1);
    if (by == 0) {
      throw PythonError.valueError("slice step cannot be zero");
    }
    int low = by < 0 ? -1 : 0;
    int high = by < 0 ? length - 1 : length;
    int from = start == None.NONE ? (by < 0 ? high : low) : fit(bound(start, 0), length, low, high);
    int to = stop == None.NONE ? (by < 0 ? low : high) : fit(bound(stop, 0), length, low, high);
    return new Slice(from, to, by);
  }

  List<Value> pick(List<Value> items) {
    List<Value> picked = new ArrayList<>();
    for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
      picked.add(items.get((int) i));
    }
    return picked;
  }

  private static int fit(int index, int length, int low, int high) {
    long position = index < 0 ? (long) index + length : index;
    return Math.clamp(position, low, Math.max(low, high));
  }

  private static int bound(Value value, int missing) {
    Value plain = Plain.of(value);
    if (plain == None.NONE) {
      return missing;
    }
    if (plain instanceof Int || plain instanceof Bool) {
      return Numbers.index(plain);
    }
    throw PythonError.typeError(
        "slice indices must be integers or None or have an __index__ method");
  }
}
