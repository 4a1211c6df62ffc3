package dev.holdfast.resources.settings;

import java.util.Optional;

/// What came of a provider's settings for one kind of server.
///
/// @param <A> the way to that server
public sealed interface Section<A> {

  /// The settings are complete.
  record Ready<A>(A server) implements Section<A> {}

  /// Some settings are known only after an apply.
  record NotYetKnown<A>() implements Section<A> {}

  /// The provider block has no settings for that server at all, so nothing of it can be planned.
  record LeftOut<A>() implements Section<A> {}

  /// The way to the server, where there is one.
  default Optional<A> access() {
    return this instanceof Ready<A>(A server) ? Optional.of(server) : Optional.empty();
  }
}
