package dev.holdfast.framework.resource;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a resource keeps beside its state, unseen by users: JSON text by key.
public record PrivateState(Map<String, String> entries) {

  public static final PrivateState EMPTY = new PrivateState(Map.of());

  public PrivateState {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /// The JSON text under `key`.
  public Optional<String> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /// This with `key` set to the JSON text.
  public PrivateState with(String key, String json) {
    var copy = new TreeMap<>(entries);
    copy.put(key, json);
    return new PrivateState(copy);
  }
}
