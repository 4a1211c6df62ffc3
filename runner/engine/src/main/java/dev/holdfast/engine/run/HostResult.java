package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Effect;
import dev.holdfast.engine.event.Flags;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.language.value.DictValue;
import java.util.List;
import java.util.Optional;

/// What a task did on one host, before anything is censored.
///
/// @param host for whom it ran
/// @param delegate who did it instead
/// @param result what `register` keeps
/// @param effects in the order of the rounds of its loop
record HostResult(
    String host,
    Optional<String> delegate,
    TaskInfo info,
    DictValue result,
    List<Effect> effects,
    Terms terms) {
  HostResult {
    effects = List.copyOf(effects);
  }

  /// The task's keywords that decide what the result means.
  ///
  /// @param register the variable that keeps the result
  /// @param delegateFacts whether facts belong to the delegate
  record Terms(
      boolean ignoreErrors,
      boolean ignoreUnreachable,
      boolean anyErrorsFatal,
      boolean runOnce,
      boolean delegateFacts,
      Optional<String> register) {
    static final Terms PLAIN = new Terms(false, false, false, false, false, Optional.empty());
  }

  boolean failed() {
    return Flags.failed(result);
  }

  boolean unreachable() {
    return Flags.of(result, "unreachable");
  }

  boolean skipped() {
    return Flags.of(result, "skipped");
  }

  boolean changed() {
    return Flags.of(result, "changed");
  }
}
