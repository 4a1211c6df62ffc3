package dev.holdfast.engine.playbook;

import dev.holdfast.language.yaml.Position;
import java.io.Serial;
import java.util.Optional;

/// A playbook, role or inventory that cannot be understood. The message is worded as Ansible users
/// know it; the place stands beside it.
public final class PlaybookException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Optional<Position> at;
  private final boolean endsRun;

  public PlaybookException(String message) {
    this(message, Optional.empty(), false);
  }

  public PlaybookException(String message, Position at) {
    this(message, Optional.of(at), true);
  }

  private PlaybookException(String message, Optional<Position> at, boolean endsRun) {
    super(message);
    this.at = at;
    this.endsRun = endsRun;
  }

  /// A mistake that has no place in a file and yet ends the run, wherever it is found.
  static PlaybookException endingRun(String message) {
    return new PlaybookException(message, Optional.empty(), true);
  }

  /// Whether it is a mistake of a file's content: the run ends with it, even where it is found in
  /// what a task includes.
  public boolean endsRun() {
    return endsRun;
  }

  /// Where the mistake stands, when it is in a file.
  public Optional<Position> at() {
    return at;
  }
}
