package dev.holdfast.engine.run;

import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.util.List;

/// What is shown of the result of a task with `no_log`.
final class Censorship {
  private static final String NOTE =
      "the output has been hidden due to the fact that 'no_log: true' was specified for this"
          + " result";
  private static final List<String> KEPT =
      List.of("attempts", "changed", "retries", "_ansible_delegated_vars");

  private Censorship() {}

  /// The result as its task lets it be seen: another dictionary than the one that is registered,
  /// for whoever shows it takes out what it has shown.
  static TaskResult shown(TaskResult told) {
    return told.with(shown(told.result(), told.task().noLog()));
  }

  /// The result, or what remains of it when it must not be seen.
  private static DictValue shown(DictValue result, boolean hidden) {
    if (!hidden) {
      return DictValue.copyOf(result);
    }
    DictValue censored = new DictValue();
    censored.put("censored", Str.unsafe(NOTE));
    for (String key : KEPT) {
      result.get(key).ifPresent(value -> censored.put(key, value));
    }
    return censored;
  }
}
