package dev.holdfast.engine.event;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import java.util.Optional;

/// What a task, or one round of its loop, did on a host. What `no_log` hides is censored already.
///
/// @param delegatedTo the host that did it instead
/// @param item the round's label, for one round of a loop
public record TaskResult(
    String host,
    Optional<String> delegatedTo,
    TaskInfo task,
    DictValue result,
    Optional<Value> item) {
  public boolean changed() {
    return Flags.of(result, "changed");
  }

  public boolean failed() {
    return Flags.failed(result);
  }

  public boolean skipped() {
    return Flags.of(result, "skipped");
  }

  public boolean unreachable() {
    return Flags.of(result, "unreachable");
  }

  /// The same with another result.
  public TaskResult with(DictValue other) {
    return new TaskResult(host, delegatedTo, task, other, item);
  }

  /// Whether this is the end of a loop, whose rounds were told already.
  public boolean looped() {
    return result.get("results").isPresent();
  }
}
