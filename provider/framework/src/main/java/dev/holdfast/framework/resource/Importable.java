package dev.holdfast.framework.resource;

import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Optional;

/// A resource that can be adopted by its id or identity; a read follows, so a stub of the state is
/// enough.
public interface Importable<D> {

  /// @return what to import, at least one object unless an error was added
  List<Imported> importState(Call<D> call, Target target);

  /// What the user named: an id as text, or an identity object.
  sealed interface Target {
    /// From `terraform import ADDRESS ID` or an import block with `id`.
    record Id(String id) implements Target {}

    /// From an import block with `identity`.
    record Identity(Value.Obj identity) implements Target {}
  }

  /// One imported object; attributes that are not given stay null.
  record Imported(
      String typeName, Value.Obj state, PrivateState privateState, Optional<Value.Obj> identity) {}
}
