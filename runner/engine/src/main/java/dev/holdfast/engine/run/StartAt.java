package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Task;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/// `--start-at-task`: the tasks before the first one of that name are passed over, once in a run.
final class StartAt {
  private final Optional<String> wanted;
  private boolean found;

  StartAt(Optional<String> wanted) {
    this.wanted = wanted;
  }

  /// Whether no task matched although one was asked for.
  boolean missed() {
    return wanted.isPresent() && !found;
  }

  /// Whether tasks are still to be passed over.
  boolean searching() {
    return missed();
  }

  /// The cursor in front of the first matching task, with the gathering of facts put before it.
  /// Without a match the cursor is at its end.
  Cursor seek(Cursor start, List<Task> setup) {
    Cursor here = start;
    while (true) {
      Cursor ahead = here.copy();
      Optional<Task> task = ahead.advance(_ -> false);
      if (task.isEmpty()) {
        return ahead;
      }
      if (matches(task.get())) {
        found = true;
        here.insert(setup);
        return here;
      }
      here = ahead;
    }
  }

  private boolean matches(Task task) {
    String pattern = wanted.orElse("");
    return matches(pattern, task.ownName()) || matches(pattern, task.name());
  }

  private static boolean matches(String pattern, String name) {
    if (name.isEmpty()) {
      return false;
    }
    if (name.equals(pattern)) {
      return true;
    }
    try {
      String flat = name.replace('/', '\u0001');
      return FileSystems.getDefault()
          .getPathMatcher("glob:" + pattern.replace('/', '\u0001'))
          .matches(Path.of(flat));
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}
