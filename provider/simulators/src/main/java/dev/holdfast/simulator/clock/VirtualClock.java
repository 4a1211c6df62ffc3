package dev.holdfast.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Time that passes only because somebody waits for it: nothing ever really sleeps.
///
/// A thread that sleeps or awaits carries time forward itself and runs the events on its way. Time
/// never goes back: when two threads sleep 5 s each from the same moment, 5 s pass, not 10. An
/// event that is due already runs at the next occasion on which any thread lets time pass. An
/// exception of an event reaches the thread that let time pass.
public final class VirtualClock implements SimulatorClock {

  // Held by the one thread that carries time forward, also while it runs events: they see the time
  // they were scheduled for, and never run two at once.
  private final ReentrantLock passing = new ReentrantLock();
  private final EventQueue events = new EventQueue();
  private volatile Instant now;

  /// A clock that stands at `start`.
  public VirtualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    Instant end = now.plus(duration);
    while (passToNextEvent(end)) {
      // Each round ran one event on the way to the end.
    }
  }

  /// Lets time pass: as [#sleep], named for tests that are the cause of it.
  public void advance(Duration duration) {
    sleep(duration);
  }

  @Override
  public boolean await(Duration timeout, BooleanSupplier condition) {
    Instant deadline = now.plus(timeout);
    do {
      if (condition.getAsBoolean()) {
        return true;
      }
    } while (passToNextEvent(deadline));
    return condition.getAsBoolean();
  }

  @Override
  public Scheduled schedule(Instant at, Runnable action) {
    EventQueue.Event event = events.add(at, action);
    return () -> events.remove(event);
  }

  @Override
  public void changed() {
    // Nobody is ever parked here: a wait looks at its condition after each event it runs itself.
  }

  /// Runs the next event up to `limit` and says so, or stands at `limit` because there is none.
  private boolean passToNextEvent(Instant limit) {
    if (passing.isHeldByCurrentThread()) {
      throw new IllegalStateException("an event of the clock must not wait");
    }
    passing.lock();
    try {
      Optional<EventQueue.Event> due = events.takeDue(limit);
      moveTo(due.map(EventQueue.Event::at).orElse(limit));
      due.ifPresent(event -> event.action().run());
      return due.isPresent();
    } finally {
      passing.unlock();
    }
  }

  private void moveTo(Instant moment) {
    if (moment.isAfter(now)) {
      now = moment;
    }
  }
}
