package dev.holdfast.framework.resource;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.util.Optional;
import java.util.function.Consumer;

/// An action type (Terraform 1.14 and newer): something done at the user's word that leaves no
/// state.
public interface Action<D> {

  String typeName();

  Schema schema();

  /// Looks at the configuration before anything is done; may add diagnostics or put it off.
  Optional<Deferral> plan(Call<D> call, Value.Obj config);

  /// Does it, telling `progress` what happens.
  void invoke(Call<D> call, Value.Obj config, Consumer<String> progress);
}
