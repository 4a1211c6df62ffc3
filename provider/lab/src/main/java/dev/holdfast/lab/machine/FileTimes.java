package dev.holdfast.lab.machine;

import java.util.Optional;

/// When paths were changed.
public record FileTimes(FileView files) {
  /// Seconds since 1970; empty when nothing is there.
  public Optional<Long> modified(String path) {
    return files.look(path, true, node -> node.modified.getEpochSecond());
  }
}
