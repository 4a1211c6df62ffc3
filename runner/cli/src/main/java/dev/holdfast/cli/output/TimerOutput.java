package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How long the whole run took.
final class TimerOutput implements EventSink {
  private final Screen screen;
  private final Clock clock;
  private final Instant start;

  TimerOutput(Screen screen, Clock clock) {
    this.screen = screen;
    this.clock = clock;
    this.start = clock.instant();
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.Stats) {
      Duration took = Duration.between(start, clock.instant());
      screen.line(
          "Playbook run took %d days, %d hours, %d minutes, %d seconds"
              .formatted(
                  took.toDays(), took.toHoursPart(), took.toMinutesPart(), took.toSecondsPart()));
    }
  }
}
