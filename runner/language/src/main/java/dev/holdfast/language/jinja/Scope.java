package dev.holdfast.language.jinja;

import dev.holdfast.language.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The names of a part of a template: a loop's pass, a macro's call, or the top level.
final class Scope {
  private final Context context;
  private final @Nullable Scope outer;
  private final Map<String, Value> names;

  private Scope(Context context, @Nullable Scope outer, Map<String, Value> names) {
    this.context = context;
    this.outer = outer;
    this.names = names;
  }

  /// The top level of a template: what it sets there is the context's.
  static Scope top(Context context) {
    return new Scope(context, null, context.own());
  }

  Scope inner() {
    return new Scope(context, this, new HashMap<>());
  }

  Context context() {
    return context;
  }

  boolean isTop() {
    return outer == null;
  }

  void set(String name, Value value) {
    names.put(name, value);
  }

  Value get(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Value value = scope.names.get(name);
      if (value != null) {
        return value;
      }
    }
    return context.get(name);
  }

  Optional<Value> find(String name) {
    return local(name).or(() -> context.find(name));
  }

  /// What the template itself gave this name, below the top level too.
  Optional<Value> local(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      Value value = scope.names.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
