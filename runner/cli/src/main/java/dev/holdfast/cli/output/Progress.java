package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.event.TaskInfo;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;

/// The live line below the output of a long run: what is being done, since when, and on how many
/// hosts it is done already.
final class Progress implements EventSink {
  private final Screen screen;
  private final Clock clock;
  private final Set<String> done = new HashSet<>();
  private int hosts;
  private int tasks;
  private String task = "";
  private String since = "";

  Progress(Screen screen, Clock clock) {
    this.screen = screen;
    this.clock = clock;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.PlayStarted started -> hosts = started.hosts().size();
      case Event.TaskStarted started -> begin(started.task());
      case Event.Ok ok -> finish(ok.result().host());
      case Event.Failed failed -> finish(failed.result().host());
      case Event.Skipped skipped -> finish(skipped.result().host());
      case Event.Unreachable lost -> finish(lost.result().host());
      case Event.Stats _ -> screen.status("");
      default -> {
        // The line stays as it is.
      }
    }
  }

  private void begin(TaskInfo started) {
    tasks++;
    task = started.name();
    since =
        LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault())
            .truncatedTo(ChronoUnit.SECONDS)
            .toString();
    done.clear();
    show();
  }

  private void finish(String host) {
    done.add(host);
    show();
  }

  private void show() {
    String text =
        "[%d] %s: %d of %d hosts, since %s".formatted(tasks, task, done.size(), hosts, since);
    int most = Math.max(1, screen.columns() - 1);
    screen.status(text.length() > most ? text.substring(0, most) : text);
  }
}
