package dev.holdfast.resources.pve;

import dev.holdfast.framework.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// Values for tests, from names and plain Java values.
public final class TestValues {

  private TestValues() {}

  /// An object from names and values in turn.
  public static Value.Obj object(Object... parts) {
    return new Value.Obj(values(parts));
  }

  /// A map of slots from keys and values in turn.
  public static Value slots(Object... parts) {
    return new Value.MapOf(values(parts));
  }

  private static Map<String, Value> values(Object... parts) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      values.put((String) parts[i], value(parts[i + 1]));
    }
    return values;
  }

  private static Value value(Object part) {
    return switch (part) {
      case Value value -> value;
      case String text -> Value.of(text);
      case Boolean truth -> Value.of(truth);
      case Integer number -> Value.of(number.longValue());
      default -> throw new IllegalArgumentException(part + " makes no value");
    };
  }
}
