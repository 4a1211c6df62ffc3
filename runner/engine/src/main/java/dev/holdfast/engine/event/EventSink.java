package dev.holdfast.engine.event;

/// Listens to a run. Events come one at a time, in the order in which they are to be shown.
@FunctionalInterface
public interface EventSink {
  void on(Event event);
}
