package dev.holdfast.language.json;

import dev.holdfast.language.value.Value;
import java.util.List;

/// What a parser makes of the parts of a text; lines and columns count from one.
public interface JsonSink<T> {
  T scalar(Value value, int line, int column);

  T list(List<T> items, int line, int column);

  /// @param keys the names, in order and perhaps twice; the last one counts
  T object(List<T> keys, List<T> values, int line, int column);
}
