package dev.holdfast.framework.resource;

import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Optional;

/// A resource that takes over state of another type (`moved` blocks across types or providers).
public interface StateMoving<D> {

  /// Asked in order; the first that answers wins.
  List<Mover<D>> movers();

  /// @return the state of the new type, empty where this mover does not know the source
  @FunctionalInterface
  interface Mover<D> {
    Optional<Resource.Outcome> move(Call<D> call, Source source);
  }

  /// Where the state comes from; `state` is the stored JSON read without a schema (objects, tuples,
  /// strings, numbers, booleans, nulls).
  record Source(
      String providerAddress,
      String typeName,
      long schemaVersion,
      Value state,
      String privateState,
      Optional<Value> identity) {}
}
