package dev.holdfast.framework.resource;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Value;
import java.util.List;
import java.util.Optional;

/// A resource that takes over state of another type (`moved` blocks across types or providers).
///
/// Terraform moves state before the provider is configured; a read follows, so what only the server
/// knows may stay null.
public interface StateMoving {

  /// Asked in order; the first that answers wins.
  List<Mover> movers();

  /// @return the state of the new type, empty where this mover does not know the source
  @FunctionalInterface
  interface Mover {
    Optional<Resource.Outcome> move(Source source, Diagnostics diagnostics);
  }

  /// Where the state comes from; `state` is the stored JSON read without a schema (objects, tuples,
  /// strings, numbers, booleans, nulls).
  ///
  /// @param privateState as the other provider wrote it
  record Source(
      String providerAddress,
      String typeName,
      long schemaVersion,
      Value state,
      String privateState,
      Optional<Value> identity) {}
}
