package dev.holdfast.acceptance.coremock;

import dev.holdfast.framework.value.Type;
import dev.holdfast.framework.value.Value;
import java.util.Optional;
import java.util.function.Consumer;

/// Where objects live beside Terraform's state.
interface Store {

  /// What a store knows of an object.
  sealed interface Reading {
    /// The object does not exist any more.
    enum Gone implements Reading {
      GONE
    }

    /// The store keeps nothing: the state is right.
    enum AsInState implements Reading {
      AS_IN_STATE
    }

    /// The object as it is.
    record Found(Value.Obj object) implements Reading {}
  }

  Reading read(String id, Type.Obj type);

  /// Fails where the object exists.
  void create(String typeName, Value.Obj object);

  /// Fails where the object does not exist.
  void update(String typeName, Value.Obj object);

  /// Fails where the object does not exist.
  void delete(String id);

  Value.Obj readData(String id, Type.Obj type);

  /// The objects of a type, or the one of that id.
  void list(String typeName, Optional<String> id, Type.Obj type, Consumer<Value.Obj> found);

  /// The id of an object.
  static String id(Value.Obj object) {
    return object.get("id") instanceof Value.Str(String id) ? id : "";
  }
}
