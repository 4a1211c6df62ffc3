package dev.holdfast.language.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Python's `dict`: mutable, in insertion order, with Python's equality of keys (`1`, `1.0` and
/// `True` are one key).
public final class DictValue implements Value {
  private final Map<Value, Value> entries;

  public DictValue() {
    this.entries = new LinkedHashMap<>();
  }

  /// A dict with text keys.
  public static DictValue of(Map<String, ? extends Value> members) {
    DictValue dict = new DictValue();
    members.forEach(dict::put);
    return dict;
  }

  public static DictValue copyOf(DictValue other) {
    DictValue dict = new DictValue();
    dict.entries.putAll(other.entries);
    return dict;
  }

  /// The entries, live. Keys are normalised by [#key]; go through it when looking one up here.
  public Map<Value, Value> entries() {
    return entries;
  }

  public Optional<Value> get(Value key) {
    return Optional.ofNullable(entries.get(key(key)));
  }

  public Optional<Value> get(String key) {
    return Optional.ofNullable(entries.get(Str.of(key)));
  }

  public void put(Value key, Value value) {
    entries.put(key(key), value);
  }

  public void put(String key, Value value) {
    entries.put(Str.of(key), value);
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public int size() {
    return entries.size();
  }

  /// The form under which a key is stored: a whole float or a boolean that is already there as an
  /// integer meets it.
  public Value key(Value key) {
    if (entries.containsKey(key)) {
      return key;
    }
    return Keys.forms(key).filter(entries::containsKey).findFirst().orElse(key);
  }
}
