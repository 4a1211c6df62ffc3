package dev.holdfast.simulator.clock;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// Events in order of time, those of one time in order of arrival.
final class EventQueue {

  /// An event with its place in the order.
  record Event(Instant at, long number, Runnable action) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private long arrivals;

  synchronized Event add(Instant at, Runnable action) {
    Event event = new Event(at, arrivals++, action);
    events.add(event);
    return event;
  }

  synchronized boolean remove(Event event) {
    return events.remove(event);
  }

  synchronized Optional<Instant> nextTime() {
    return Optional.ofNullable(events.peek()).map(Event::at);
  }

  /// Takes out the first event whose time is not after `limit`.
  synchronized Optional<Event> takeDue(Instant limit) {
    return nextTime().filter(at -> !at.isAfter(limit)).map(_ -> events.remove());
  }
}
