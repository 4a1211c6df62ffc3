package dev.holdfast.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The time of the machine, from the start of the clock on faster by a factor.
///
/// One thread runs the events; what an event throws goes to that thread's handler of uncaught
/// exceptions, and the next event runs. Close it to end the thread.
public final class RealClock implements SimulatorClock, AutoCloseable {

  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private final double speed;
  private final EventQueue events = new EventQueue();
  private final ReentrantLock lock = new ReentrantLock();
  // Signalled when a condition may have changed, an event was added, or the clock was closed.
  private final Condition news = lock.newCondition();
  private long generation;
  private boolean closed;

  private RealClock(double speed) {
    this.speed = speed;
  }

  /// A clock as fast as the machine's.
  public static RealClock start() {
    return start(1);
  }

  /// A clock that passes `speed` seconds in each second.
  public static RealClock start(double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("time must pass, not at speed " + speed);
    }
    RealClock clock = new RealClock(speed);
    Thread.ofVirtual().name("simulator clock").start(clock::runEvents);
    return clock;
  }

  /// Whether its time passes faster than that of the machine, network and processors included.
  public boolean hurried() {
    return speed > 1;
  }

  @Override
  public Instant now() {
    return start.plusNanos((long) ((System.nanoTime() - startNanos) * speed));
  }

  @Override
  public void sleep(Duration duration) {
    try {
      Thread.sleep(Duration.ofNanos(realNanos(duration)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean await(Duration timeout, BooleanSupplier condition) {
    long end = System.nanoTime() + realNanos(timeout);
    boolean wait = true;
    while (wait) {
      // Read before the look at the condition, which happens outside of our lock: a change in
      // between is then noticed and not slept through.
      long seen = generation();
      if (condition.getAsBoolean()) {
        return true;
      }
      wait = awaitNews(seen, end - System.nanoTime());
    }
    return condition.getAsBoolean();
  }

  @Override
  public Scheduled schedule(Instant at, Runnable action) {
    EventQueue.Event event = events.add(at, action);
    changed();
    return () -> events.remove(event);
  }

  @Override
  public void changed() {
    lock.lock();
    try {
      generation++;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the thread; events that have not run never will.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long generation() {
    lock.lock();
    try {
      return generation;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for something new since `seen`; false when the time is up or the thread is interrupted.
  private boolean awaitNews(long seen, long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (generation == seen && left > 0 && !closed) {
        left = news.awaitNanos(left);
      }
      return left > 0 && !closed;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void runEvents() {
    while (!isClosed()) {
      long seen = generation();
      Optional<EventQueue.Event> due = events.takeDue(now());
      due.ifPresent(this::run);
      if (due.isEmpty()) {
        awaitNews(seen, nanosToNextEvent());
      }
    }
  }

  private void run(EventQueue.Event event) {
    try {
      event.action().run();
    } catch (RuntimeException e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    } finally {
      changed();
    }
  }

  private long nanosToNextEvent() {
    Duration untilNext =
        events.nextTime().map(at -> Duration.between(now(), at)).orElse(Duration.ofHours(1));
    return Math.max(realNanos(untilNext), 1);
  }

  private long realNanos(Duration simulated) {
    return (long) (simulated.toNanos() / speed);
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }
}
