package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
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
  /// On how many hosts we work at once where nobody says it.
  public static final int OUR_FORKS = 50;

  public RunOptions {
    keywords = Map.copyOf(keywords);
    tags = List.copyOf(tags);
    skipTags = List.copyOf(skipTags);
  }

  /// What a caller asks for; the settings say the rest.
  ///
  /// @param tags empty for those of the settings, or all
  public record Wanted(
      boolean check,
      boolean diff,
      int verbosity,
      int forks,
      Map<Keyword, Value> keywords,
      List<String> tags,
      List<String> skipTags,
      Optional<String> startAt,
      boolean forceHandlers) {
    /// @return the options of the run
    public RunOptions with(Settings settings) {
      Map<Keyword, Value> all = new EnumMap<>(Keyword.class);
      all.putAll(keywords);
      if (settings.bool(Setting.DEFAULT_NO_LOG)) {
        all.put(Keyword.NO_LOG, Bool.TRUE);
      }
      if (settings.bool(Setting.ANY_ERRORS_FATAL)) {
        all.put(Keyword.ANY_ERRORS_FATAL, Bool.TRUE);
      }
      return new RunOptions(
          check,
          diff || settings.bool(Setting.DIFF_ALWAYS),
          verbosity,
          forks,
          all,
          tags.isEmpty() ? settings.list(Setting.TAGS_RUN) : tags,
          skipTags.isEmpty() ? settings.list(Setting.TAGS_SKIP) : skipTags,
          startAt,
          forceHandlers || settings.bool(Setting.DEFAULT_FORCE_HANDLERS),
          Gathering.valueOf(settings.text(Setting.DEFAULT_GATHERING).toUpperCase(Locale.ROOT)),
          settings.bool(Setting.ERROR_ON_MISSING_HANDLER),
          settings.bool(Setting.INJECT_FACTS_AS_VARS));
    }
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
