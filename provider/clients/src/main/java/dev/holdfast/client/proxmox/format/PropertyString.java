package dev.holdfast.client.proxmox.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The parts of a property string by key; equal when the parts are, in whatever order.
public record PropertyString(Map<String, String> parts) {
  private static final PropertyString EMPTY = new PropertyString(Map.of());

  public PropertyString {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    for (String key : parts.keySet()) {
      if (key.isBlank() || key.matches("(?s).*[=,\\s].*")) {
        throw new IllegalArgumentException("'%s' is no key of a property.".formatted(key));
      }
    }
  }

  public static PropertyString empty() {
    return EMPTY;
  }

  public Optional<String> value(String key) {
    return Optional.ofNullable(parts.get(key));
  }

  public boolean has(String key) {
    return parts.containsKey(key);
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /// Sets a part, in its place when it is there.
  public PropertyString with(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(parts);
    changed.put(key, value);
    return new PropertyString(changed);
  }

  public PropertyString without(String key) {
    Map<String, String> changed = new LinkedHashMap<>(parts);
    changed.remove(key);
    return new PropertyString(changed);
  }
}
