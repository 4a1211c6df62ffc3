package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.language.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a run is to be done, from the command line and the settings.
///
/// @param keywords values of keywords where no playbook sets them (`--become`, `-u`, …)
/// @param tags empty for all
/// @param startAt the task to start at, by name or glob
/// @param gathering when facts are gathered by themselves
/// @param missingHandlerFails whether notifying an unknown handler ends the run
public record RunOptions(
    boolean check,
    boolean diff,
    int verbosity,
    int forks,
    Map<Keyword, Value> keywords,
    List<String> tags,
    List<String> skipTags,
    Optional<String> startAt,
    boolean forceHandlers,
    Gathering gathering,
    boolean missingHandlerFails,
    boolean injectFacts) {
  public RunOptions {
    keywords = Map.copyOf(keywords);
    tags = List.copyOf(tags);
    skipTags = List.copyOf(skipTags);
  }

  /// When facts are gathered without being asked for.
  public enum Gathering {
    /// In every play that does not forbid it.
    IMPLICIT,
    /// Only in plays that ask for it.
    EXPLICIT,
    /// In the first play of a host that does not forbid it.
    SMART
  }
}
