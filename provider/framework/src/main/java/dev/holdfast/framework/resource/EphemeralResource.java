package dev.holdfast.framework.resource;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.time.Instant;
import java.util.Optional;

/// An ephemeral resource type: a value that lives for one Terraform run and is never stored.
public interface EphemeralResource<D> {

  String typeName();

  Schema schema();

  Opened open(Call<D> call, Value.Obj config);

  /// Keeps an opened value alive; called when its `renewAt` has come.
  Renewed renew(Call<D> call, PrivateState privateState);

  void close(Call<D> call, PrivateState privateState);

  /// @param value empty after an error or a deferral
  record Opened(
      Optional<Value.Obj> value,
      PrivateState privateState,
      Optional<Instant> renewAt,
      Optional<Deferral> deferred) {}

  /// @param renewAt when to renew again, empty for never
  record Renewed(PrivateState privateState, Optional<Instant> renewAt) {}
}
