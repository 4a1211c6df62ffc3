package dev.holdfast.engine.vars;

import dev.holdfast.engine.playbook.LoadTemplating;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.Optional;

/// Templates names of roles and files while a playbook is loaded, with what is known then.
public final class RunLoadTemplating implements LoadTemplating {
  private final Scopes scopes;
  private final Path basedir;

  /// @param basedir the folder of the playbook that was asked for
  public RunLoadTemplating(Scopes scopes, Path basedir) {
    this.scopes = scopes;
    this.basedir = basedir;
  }

  @Override
  public Value template(Value value, Optional<Play> play, Optional<Task> at) {
    VarScope scope = play.map(one -> scopes.load(one, at)).orElseGet(() -> scopes.load(basedir));
    return scopes.templar().with(scope).template(value);
  }
}
