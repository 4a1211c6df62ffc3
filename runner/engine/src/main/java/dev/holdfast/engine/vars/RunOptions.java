package dev.holdfast.engine.vars;

import java.util.List;
import java.util.Optional;

/// What the command line says that playbooks can read.
///
/// @param beside whether variable files beside the playbook count; not for ad hoc commands without
///   a folder of their own
public record RunOptions(
    boolean check,
    boolean diff,
    int forks,
    List<String> inventorySources,
    List<String> runTags,
    List<String> skipTags,
    Optional<String> limit,
    int verbosity,
    boolean beside) {
  public RunOptions {
    inventorySources = List.copyOf(inventorySources);
    runTags = List.copyOf(runTags);
    skipTags = List.copyOf(skipTags);
  }

  /// A run without options.
  public static RunOptions plain(int forks) {
    return new RunOptions(
        false, false, forks, List.of(), List.of("all"), List.of(), Optional.empty(), 0, true);
  }
}
