package dev.holdfast.engine.playbook;

import dev.holdfast.language.yaml.Position;
import java.io.Serial;
import java.util.Optional;

/// A playbook, role or inventory that cannot be understood. The message is worded as Ansible users
/// know it; the place stands beside it.
public final class PlaybookException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Optional<Position> at;

  public PlaybookException(String message) {
    super(message);
    this.at = Optional.empty();
  }

  public PlaybookException(String message, Position at) {
    super(message);
    this.at = Optional.of(at);
  }

  /// Where the mistake stands, when it is in a file.
  public Optional<Position> at() {
    return at;
  }
}
