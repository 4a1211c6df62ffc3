package dev.holdfast.engine.run;

import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import java.util.Optional;

/// How a host is reached, worked out by whoever started the run: its connection variables are not
/// asked, so no secret has to be a variable.
///
/// @param becomePassword what sudo and its like are answered with
public record Way(Target target, Optional<Secret> becomePassword) {
  /// The ready ways of a run.
  @FunctionalInterface
  public interface Table {
    Optional<Way> to(String host);

    /// Every host is reached as its variables and the settings say.
    static Table none() {
      return _ -> Optional.empty();
    }
  }
}
