package dev.holdfast.framework.engine;

/// How far a session's provider is configured.
sealed interface Configured<D> {

  /// Not, or without success.
  record Not<D>() implements Configured<D> {}

  /// The provider's configuration is not known yet and the client lets us say so.
  record Deferred<D>() implements Configured<D> {}

  record Ready<D>(D data) implements Configured<D> {}
}
