package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.Value;
import java.util.Optional;

/// Templates what must be known while a playbook is loaded: names of roles and imported files.
public interface LoadTemplating {
  /// The value with what is known before any host runs: extra variables, those of the play and its
  /// files, of the roles loaded so far, and of the place.
  ///
  /// @param value text that may be a template, or a container of such
  /// @throws dev.holdfast.language.value.UndefinedError when it needs a variable that only hosts
  ///   have
  Value template(Value value, Optional<Play> play, Optional<Task> at);
}
