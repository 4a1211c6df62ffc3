package dev.holdfast.framework.resource;

import dev.holdfast.framework.schema.ManagedPaths;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.util.Optional;

/// A managed resource type. Further abilities are interfaces of their own: [PlanModifying],
/// [Importable], [StateUpgrading], [StateMoving], [Identified], [ConfigValidating].
///
/// @param <D> what [Provider#configure] returns
public interface Resource<D> {

  /// The full type name, such as `proxmox_vm`.
  String typeName();

  Schema schema();

  /// Makes the object and returns it as it really is. An error diagnostic together with a state
  /// makes Terraform taint the object; with no state nothing is recorded.
  Outcome create(Call<D> call, Create request);

  /// Returns the object as it is now; no state when it is gone. Never waits.
  Outcome read(Call<D> call, Read request);

  /// Changes the object in place; after an error the outcome says what is true now.
  Outcome update(Call<D> call, Update request);

  /// Removes the object; success is an outcome without a state.
  Outcome delete(Call<D> call, Delete request);

  /// @param config the configuration, with write-only values
  record Create(
      Value.Obj plan, Value.Obj config, PrivateState privateState, ManagedPaths managed) {}

  /// @param identity the stored identity, if the type has one
  /// @param imported whether this is the first read after an import: it takes in everything, also
  ///   the parts that are otherwise left to others because nobody here has set them
  record Read(
      Value.Obj state,
      Optional<Value.Obj> identity,
      PrivateState privateState,
      ManagedPaths managed,
      boolean imported) {}

  /// @param before what the last apply managed
  /// @param managed what this configuration manages
  record Update(
      Value.Obj prior,
      Value.Obj plan,
      Value.Obj config,
      PrivateState privateState,
      ManagedPaths before,
      ManagedPaths managed) {}

  /// @param prior the state before
  record Delete(Value.Obj prior, PrivateState privateState, ManagedPaths managed) {}

  /// What is true after the call.
  record Outcome(
      Optional<Value.Obj> state, PrivateState privateState, Optional<Value.Obj> identity) {

    /// The object does not exist.
    public static final Outcome GONE =
        new Outcome(Optional.empty(), PrivateState.EMPTY, Optional.empty());

    public static Outcome of(Value.Obj state, PrivateState privateState) {
      return new Outcome(Optional.of(state), privateState, Optional.empty());
    }

    public Outcome identified(Value.Obj identity) {
      return new Outcome(state, privateState, Optional.of(identity));
    }
  }
}
