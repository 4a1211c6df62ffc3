package dev.holdfast.framework.resource;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds existing objects of a managed resource type (`terraform query`, 1.14 and newer).
public interface ListResource<D> {

  /// The managed type that is listed; it must be [Identified].
  String typeName();

  /// The schema of the query's configuration.
  Schema schema();

  /// Hands each object found to `found`, at most `limit`; stops when the call is cancelled.
  void list(Call<D> call, Query query, Consumer<Found> found);

  record Query(Value.Obj config, boolean includeObject, long limit) {}

  record Found(
      String displayName,
      Value.Obj identity,
      Optional<Value.Obj> object,
      Diagnostics diagnostics) {}
}
