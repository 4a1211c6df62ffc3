package dev.holdfast.resources.settings;

import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import java.util.Optional;
import java.util.function.Supplier;

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

  /// Makes the way to a server from settings that are known.
  ///
  /// @param at where the settings stand in the provider's configuration
  /// @param kind what a message calls them
  /// @param hint how the variables relate to the attributes, for a message about a wrong setting
  /// @param made the way; an `IllegalArgumentException` says what is wrong
  static <A> Section<A> made(
      Value.Obj config,
      Path at,
      String kind,
      String hint,
      Diagnostics diagnostics,
      Supplier<A> made) {
    if (!config.isWhollyKnown()) {
      return new NotYetKnown<>();
    }
    try {
      return new Ready<>(made.get());
    } catch (IllegalArgumentException e) {
      diagnostics.error(at, "Invalid %s settings".formatted(kind), e.getMessage() + " " + hint);
      return new LeftOut<>();
    }
  }

  /// The way to the server, where there is one.
  default Optional<A> access() {
    return this instanceof Ready<A>(A server) ? Optional.of(server) : Optional.empty();
  }
}
