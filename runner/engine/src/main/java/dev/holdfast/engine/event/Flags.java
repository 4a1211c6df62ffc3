package dev.holdfast.engine.event;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Truth;
import java.util.List;

/// Yes-or-no members of results.
public final class Flags {
  private static final String JUDGED = "failed_when_result";

  private Flags() {}

  /// Whether the member is there and true.
  public static boolean of(DictValue result, String name) {
    return result.get(name).map(Truth::of).orElse(false);
  }

  /// Whether a result is a failure: `failed_when` outranks everything else, in rounds of a loop
  /// too.
  ///
  /// Source: `is_failed` of `ansible/executor/task_result.py`.
  public static boolean failed(DictValue result) {
    List<DictValue> rounds = rounds(result);
    boolean judged = has(result, JUDGED) || rounds.stream().anyMatch(round -> has(round, JUDGED));
    String key = judged ? JUDGED : "failed";
    return has(result, key) ? of(result, key) : rounds.stream().anyMatch(round -> of(round, key));
  }

  private static boolean has(DictValue result, String name) {
    return result.get(name).isPresent();
  }

  private static List<DictValue> rounds(DictValue result) {
    return result.get("results").orElse(None.NONE) instanceof ListValue list
        ? list.items().stream()
            .filter(DictValue.class::isInstance)
            .map(DictValue.class::cast)
            .toList()
        : List.of();
  }
}
