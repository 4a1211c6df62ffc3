package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Effect;
import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.Flags;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Runs an action as often as `until` asks for, and judges each result by `changed_when` and
/// `failed_when`.
final class Attempts {
  private static final int DEFAULT_RETRIES = 3;

  private final Keywords keywords;
  private final Templates templates;
  private final TaskInfo info;
  private final Teller teller;

  /// Where progress goes, and time comes from.
  ///
  /// @param injectFacts whether facts become variables `ansible_…`
  record Teller(
      String host, Consumer<Event> progress, Consumer<Duration> sleep, boolean injectFacts) {}

  Attempts(Keywords keywords, Templates templates, TaskInfo info, Teller teller) {
    this.keywords = keywords;
    this.templates = templates;
    this.info = info;
    this.teller = teller;
  }

  /// A result with what it does to the run.
  record Done(DictValue result, List<Effect> effects) {
    Done {
      effects = List.copyOf(effects);
    }
  }

  /// @param action runs the action once
  Done run(Supplier<Done> action) {
    List<Value> until = keywords.raw(Keyword.UNTIL);
    int tries = until.isEmpty() ? 1 : tries();
    double delay = keywords.real(Keyword.DELAY, 5);
    Done done = new Done(new DictValue(), List.of());
    for (int attempt = 1; attempt <= tries; attempt++) {
      done = action.get();
      Optional<Integer> shown = until.isEmpty() ? Optional.empty() : Optional.of(attempt);
      Templates after = judge(done, shown);
      if (until.isEmpty() || tries == 1 || holds(until, after)) {
        return done;
      }
      if (attempt < tries) {
        retry(done.result(), attempt, tries, delay);
      }
    }
    if (tries > 1) {
      done.result().put("attempts", Int.of(tries - 1L));
      done.result().put("failed", Bool.TRUE);
    }
    return done;
  }

  private int tries() {
    int retries = keywords.number(Keyword.RETRIES, DEFAULT_RETRIES);
    return retries <= 0 ? 1 : retries + 1;
  }

  private void retry(DictValue result, int attempt, int tries, double delay) {
    DictValue told = DictValue.copyOf(result);
    told.put("retries", Int.of(tries));
    told.put("attempts", Int.of(attempt));
    teller
        .progress()
        .accept(
            new Event.Retry(
                Censorship.shown(
                    new TaskResult(teller.host(), Optional.empty(), info, told, Optional.empty())),
                tries - attempt));
    double seconds = delay < 0 ? 1 : delay;
    teller.sleep().accept(Duration.ofMillis((long) (seconds * 1000)));
  }

  private static boolean holds(List<Value> conditions, Templates templates) {
    return conditions.stream().allMatch(templates::condition);
  }

  /// Fills in what every result has and applies `changed_when` and `failed_when`.
  ///
  /// @return templates that see the result
  private Templates judge(Done done, Optional<Integer> attempt) {
    DictValue result = done.result();
    if (result.get("failed").isEmpty()) {
      result.put("failed", Bool.of(badStatus(result)));
    }
    attempt.ifPresent(number -> result.put("attempts", Int.of(number)));
    if (result.get("changed").isEmpty()) {
      result.put("changed", Bool.FALSE);
    }
    Templates after = templates.with(seen(done));
    if (result.get("skipped").isEmpty()) {
      changedWhen(result, after);
      failedWhen(result, templates.with(seen(done)));
    }
    return templates.with(seen(done));
  }

  private static boolean badStatus(DictValue result) {
    return result
        .get("rc")
        .filter(rc -> !rc.equals(Int.of(0)) && !rc.equals(Str.of("0")))
        .isPresent();
  }

  private DictValue seen(Done done) {
    DictValue seen = shown(done.effects(), templates, teller.injectFacts());
    keywords.text(Keyword.REGISTER).ifPresent(name -> seen.put(name, done.result()));
    return seen;
  }

  /// The variables that effects bring for what is templated after them.
  static DictValue shown(List<Effect> effects, Templates templates, boolean injectFacts) {
    DictValue seen = new DictValue();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Facts(DictValue facts)) {
        shownFacts(facts, seen, templates, injectFacts);
      } else if (effect instanceof Effect.Variables variables) {
        seen.entries().putAll(variables.variables().entries());
      } else if (effect instanceof Effect.IncludedVariables(DictValue variables)) {
        seen.entries().putAll(variables.entries());
      }
    }
    return seen;
  }

  private static void shownFacts(
      DictValue facts, DictValue seen, Templates templates, boolean injectFacts) {
    DictValue all = new DictValue();
    templates
        .variable("ansible_facts")
        .ifPresent(before -> {
          if (before instanceof DictValue dict) {
            all.entries().putAll(dict.entries());
          }
        });
    facts
        .entries()
        .forEach((key, value) -> {
          String name = Text.str(key);
          all.put(name.startsWith("ansible_") ? name.substring("ansible_".length()) : name, value);
          if (injectFacts) {
            seen.put(name, value);
          }
        });
    seen.put("ansible_facts", all);
  }

  private void changedWhen(DictValue result, Templates after) {
    List<Value> conditions = keywords.raw(Keyword.CHANGED_WHEN);
    if (conditions.isEmpty()) {
      return;
    }
    try {
      result.put("changed", Bool.of(holds(conditions, after)));
    } catch (LanguageException e) {
      result.put("failed", Bool.TRUE);
      result.put("changed_when_result", Str.unsafe(String.valueOf(e.getMessage())));
    }
  }

  private void failedWhen(DictValue result, Templates after) {
    List<Value> conditions = keywords.raw(Keyword.FAILED_WHEN);
    if (conditions.isEmpty() || result.get("changed_when_result").isPresent()) {
      return;
    }
    try {
      boolean failed = holds(conditions, after);
      result.put("failed_when_result", Bool.of(failed));
      result.put("failed", Bool.of(failed));
    } catch (LanguageException e) {
      result.put("failed", Bool.TRUE);
      result.put("failed_when_result", Str.unsafe(String.valueOf(e.getMessage())));
    }
  }

  /// The result of a loop from those of its rounds.
  static DictValue total(List<DictValue> rounds) {
    DictValue total = new DictValue();
    total.put("results", new ListValue(new ArrayList<>(rounds)));
    boolean skipped = rounds.stream().allMatch(round -> Flags.of(round, "skipped"));
    boolean failed = rounds.stream().anyMatch(round -> Flags.of(round, "failed"));
    boolean changed = rounds.stream().anyMatch(round -> Flags.of(round, "changed"));
    total.put("skipped", Bool.of(skipped));
    if (changed) {
      total.put("changed", Bool.TRUE);
    }
    for (String list : List.of("warnings", "deprecations")) {
      ListValue all = new ListValue();
      rounds.forEach(round -> round.get(list).ifPresent(value -> append(all, value)));
      if (!all.items().isEmpty()) {
        total.put(list, all);
        rounds.forEach(round -> round.entries().remove(Str.of(list)));
      }
    }
    if (failed) {
      total.put("failed", Bool.TRUE);
    }
    String message =
        failed ? "One or more items failed" : skipped ? "All items skipped" : "All items completed";
    total.put("msg", Str.unsafe(message));
    if (!changed) {
      total.put("changed", Bool.FALSE);
    }
    return total;
  }

  private static void append(ListValue all, Value value) {
    if (value instanceof ListValue list) {
      all.items().addAll(list.items());
    } else {
      all.items().add(value);
    }
  }
}
