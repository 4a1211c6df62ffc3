package dev.holdfast.simulator.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// The only source of time for a simulator: what it is now, waiting, and what shall happen later.
///
/// Events run one after the other in order of time. [#sleep], [#await] and passing time may run
/// events on the calling thread, so call them without holding a lock that an event takes; [#now],
/// [#schedule] and [#changed] never run anything and are safe under any lock.
public interface SimulatorClock {

  /// The present moment of the simulated world.
  Instant now();

  /// Returns when `duration` has passed; an interrupt ends it early and stays set on the thread.
  void sleep(Duration duration);

  /// Waits until `condition` holds, at most for `timeout`, and says whether it held at the end.
  ///
  /// The condition is looked at first, after every event, and after every [#changed]. Virtual time
  /// does not stand still for work of other threads that is not scheduled here: a wait for such
  /// work runs into its timeout at once.
  boolean await(Duration timeout, BooleanSupplier condition);

  /// Runs `event` when the time `at` has come; a time already passed means as soon as possible.
  ///
  /// Events of the same time run in the order in which they were scheduled. An event must not sleep
  /// or await; it may schedule others.
  Scheduled schedule(Instant at, Runnable event);

  /// Tells waiters that something their conditions look at may have changed.
  void changed();

  /// Runs `event` when `delay` has passed.
  default Scheduled scheduleAfter(Duration delay, Runnable event) {
    return schedule(now().plus(delay), event);
  }

  /// An event that was scheduled.
  @FunctionalInterface
  interface Scheduled {

    /// Takes the event back; false when it already ran, runs now, or was taken back before.
    boolean cancel();
  }
}
