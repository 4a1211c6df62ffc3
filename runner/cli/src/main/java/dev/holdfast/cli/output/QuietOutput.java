package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;

/// Shows nothing of a run but its warnings and mistakes.
class QuietOutput implements EventSink {
  private final Screen screen;

  QuietOutput(Screen screen) {
    this.screen = screen;
  }

  final Screen screen() {
    return screen;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Warning warning -> screen.warning(warning.text());
      case Event.Deprecation deprecation -> screen.deprecated(deprecation.text());
      case Event.Mistake error -> screen.fatal(error.text());
      default -> {
        // Everything else is what was asked not to be shown.
      }
    }
  }
}
