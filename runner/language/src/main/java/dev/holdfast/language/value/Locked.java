package dev.holdfast.language.value;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// An encrypted value in a template: its envelope for what asks for that, its text for all else.
///
/// @param envelope as it stands in the file
/// @param opened decrypts it
public record Locked(String envelope, Supplier<Str> opened) implements ObjectValue {

  /// The text of a locked value, any other value as it is.
  public static Value open(Value value) {
    return value instanceof Locked locked ? locked.materialize() : value;
  }

  /// Arguments without locked values.
  public static Arguments open(Arguments arguments) {
    if (!anyLocked(arguments.positional()) && !anyLocked(arguments.named().values())) {
      return arguments;
    }
    Map<String, Value> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, open(value)));
    return new Arguments(arguments.positional().stream().map(Locked::open).toList(), named);
  }

  // Asked for each filter, test and call of a template: a stream would cost more than it saves.
  private static boolean anyLocked(Collection<Value> values) {
    for (Value value : values) {
      if (value instanceof Locked) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String typeName() {
    return "AnsibleVaultEncryptedUnicode";
  }

  @Override
  public Optional<Value> attribute(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<Value> item(Value key) {
    return Items.find(materialize(), key);
  }

  @Override
  public Value materialize() {
    return opened.get().withUnsafe(true);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Locked locked && envelope.equals(locked.envelope);
  }

  @Override
  public int hashCode() {
    return envelope.hashCode();
  }

  @Override
  public String toString() {
    return "Locked[]";
  }
}
