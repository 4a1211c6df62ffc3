package dev.holdfast.engine.session;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.event.Flags;
import dev.holdfast.engine.event.HostStats;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.session.Outcome.Kind;
import dev.holdfast.engine.session.Outcome.Trouble;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Gathers from the events of a run why hosts dropped out, and the recap.
final class Troubles implements EventSink {
  private static final int LONGEST = 2000;

  private final EventSink next;
  private final UnaryOperator<String> shown;
  private final List<Trouble> all = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private Map<String, HostStats> stats = Map.of();

  /// @param shown turns a file's name into what users know
  Troubles(EventSink next, UnaryOperator<String> shown) {
    this.next = next;
    this.shown = shown;
  }

  @Override
  public synchronized void on(Event event) {
    switch (event) {
      case Event.Failed(TaskResult result, boolean ignored) when !ignored ->
          all.add(trouble(Kind.FAILED, result));
      case Event.Unreachable(TaskResult result, boolean ignored) when !ignored ->
          all.add(trouble(Kind.UNREACHABLE, result));
      case Event.Mistake(String text) -> mistake(text, Optional.empty());
      case Event.Warning(String text) -> warnings.add(shown.apply(text));
      case Event.Stats(var hosts, _) -> stats = Map.copyOf(hosts);
      default -> {}
    }
    next.on(event);
  }

  synchronized void mistake(String text, Optional<String> at) {
    all.add(
        new Trouble(
            Kind.MISTAKE, Optional.empty(), "", at.map(shown), shortened(shown.apply(text))));
  }

  synchronized Map<String, HostStats> stats() {
    return stats;
  }

  synchronized List<String> warnings() {
    return List.copyOf(warnings);
  }

  /// Without the failures that a rescue made good, each host's first one first.
  synchronized List<Trouble> lasting() {
    Set<String> seen = new HashSet<>();
    List<Trouble> first = new ArrayList<>();
    List<Trouble> more = new ArrayList<>();
    for (Trouble trouble : all) {
      if (trouble.host().filter(host -> !dropped(host)).isEmpty()) {
        (seen.add(trouble.host().orElse("")) ? first : more).add(trouble);
      }
    }
    return Stream.concat(first.stream(), more.stream()).limit(Outcome.MOST_TROUBLES).toList();
  }

  private boolean dropped(String host) {
    HostStats figures = stats.get(host);
    return figures == null || figures.failed() + figures.unreachable() > 0;
  }

  private Trouble trouble(Kind kind, TaskResult result) {
    return new Trouble(
        kind,
        Optional.of(result.host()),
        result.task().name(),
        Optional.of(shown.apply(result.task().path())),
        shortened(shown.apply(message(result.result()))));
  }

  /// What a result says of its failure; of a loop, what its first failed round says.
  private static String message(DictValue result) {
    Optional<DictValue> round =
        result.get("results").orElse(None.NONE) instanceof ListValue rounds
            ? rounds.items().stream()
                .filter(DictValue.class::isInstance)
                .map(DictValue.class::cast)
                .filter(Flags::failed)
                .findFirst()
            : Optional.empty();
    DictValue told = round.orElse(result);
    if (told.get("censored").isPresent()) {
      return Text.str(told.get("censored").get());
    }
    List<String> parts = new ArrayList<>();
    for (String name : List.of("msg", "stderr", "module_stderr", "exception")) {
      told.get(name)
          .map(Text::str)
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .ifPresent(parts::add);
    }
    if (parts.size() < 2) {
      told.get("stdout")
          .map(Text::str)
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .ifPresent(parts::add);
    }
    told.get("rc").map(Text::str).ifPresent(code -> parts.add("rc " + code));
    return parts.isEmpty() ? Text.str(told) : String.join("\n", parts);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
  }
}
