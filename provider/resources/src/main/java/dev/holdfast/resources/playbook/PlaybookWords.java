package dev.holdfast.resources.playbook;

import dev.holdfast.engine.session.Outcome;
import dev.holdfast.engine.session.Outcome.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What users are told of runs.
final class PlaybookWords {
  private static final int MOST = 20;

  private PlaybookWords() {}

  /// Why a run did not end well.
  static String detail(PlaybookRun.Ended ended, Duration timeout) {
    List<String> lines = new ArrayList<>();
    switch (ended.outcome().end()) {
      case CANCELLED ->
          lines.add(
              ended.late()
                  ? "It was stopped after "
                      + timeout.toSeconds()
                      + " s, with the commands that ran. Raise the matching value of timeouts if it needs longer."
                  : "It was interrupted, with the commands that ran. Apply again to run it from its start.");
      case UNREACHABLE -> lines.add("Not every host could be reached.");
      case OK, FAILED -> {}
    }
    lines.addAll(troubles(ended.outcome()));
    return String.join("\n", lines);
  }

  private static List<String> troubles(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    outcome.troubles().stream().limit(MOST).map(PlaybookWords::line).forEach(lines::add);
    int more = outcome.troubles().size() - MOST;
    if (more > 0) {
      lines.add("... and " + more + " more");
    }
    return lines;
  }

  private static String line(Trouble trouble) {
    String place = trouble.at().map(at -> " (" + at + ")").orElse("");
    String task = trouble.task().isEmpty() ? "" : "task \"" + trouble.task() + "\"" + place;
    String where =
        switch (trouble.kind()) {
          case FAILED -> trouble.host().orElse("") + " failed at " + task;
          case UNREACHABLE -> trouble.host().orElse("") + " could not be reached at " + task;
          case MISTAKE -> "The project cannot be understood" + place;
        };
    return where + ":\n" + trouble.message();
  }

  /// What check mode found.
  static String preview(PlaybookRun.Ended ended) {
    return switch (ended.outcome().end()) {
      case OK ->
          ended.changed().isEmpty()
              ? "It will run. Check mode found nothing that it would change."
              : "It will run. Check mode says that these tasks would change something:\n"
                  + listed(ended.changed());
      case UNREACHABLE ->
          "It will run; what it would change is not known, since not every host can be reached yet.\n"
              + String.join("\n", troubles(ended.outcome()));
      case FAILED ->
          "It will run. Check mode did not get to its end, which may be due to what earlier tasks would have done:\n"
              + String.join("\n", troubles(ended.outcome()));
      case CANCELLED -> "It will run. Check mode was stopped before its end.";
    };
  }

  private static String listed(List<String> changed) {
    List<String> lines = new ArrayList<>(changed.stream().limit(MOST).toList());
    if (changed.size() > MOST) {
      lines.add("... and " + (changed.size() - MOST) + " more");
    }
    return String.join("\n", lines);
  }
}
