package dev.holdfast.framework.resource;

import dev.holdfast.framework.schema.Schema;
import dev.holdfast.framework.value.Value;
import java.util.Optional;

/// A data source type.
public interface DataSource<D> {

  String typeName();

  Schema schema();

  /// @return the configuration with all computed attributes filled in, or a deferral where the
  ///   client allows it
  Result read(Call<D> call, Value.Obj config);

  /// Either a value or a deferral; neither after an error.
  record Result(Optional<Value.Obj> value, Optional<Deferral> deferred) {
    public static final Result NONE = new Result(Optional.empty(), Optional.empty());

    public static Result of(Value.Obj value) {
      return new Result(Optional.of(value), Optional.empty());
    }
  }
}
