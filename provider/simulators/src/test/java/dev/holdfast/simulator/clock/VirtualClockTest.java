package dev.holdfast.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final List<String> log = new ArrayList<>();

  @Test
  void sleepingIsWhatLetsTimePass() {
    clock.sleep(Duration.ofHours(3));

    assertThat(clock.now()).isEqualTo(START.plus(Duration.ofHours(3)));
  }

  @Test
  void eventsRunInOrderOfTimeAndSeeTheTimeTheyWereScheduledFor() {
    schedule(20, "late");
    schedule(10, "early");
    schedule(10, "early too");

    clock.advance(Duration.ofSeconds(30));

    assertThat(log).containsExactly("early@10", "early too@10", "late@20");
    assertThat(seconds()).isEqualTo(30);
  }

  @Test
  void anEventAfterTheEndOfASleepDoesNotRun() {
    schedule(11, "later");

    clock.sleep(Duration.ofSeconds(10));

    assertThat(log).isEmpty();
  }

  @Test
  void anEventScheduledByAnEventRunsInTheSameSleepWhenItIsDue() {
    clock.scheduleAfter(Duration.ofSeconds(1), () -> schedule(2, "second"));

    clock.sleep(Duration.ofSeconds(5));

    assertThat(log).containsExactly("second@2");
  }

  @Test
  void aCancelledEventNeverRuns() {
    SimulatorClock.Scheduled scheduled = schedule(1, "no");

    assertThat(scheduled.cancel()).isTrue();
    clock.sleep(Duration.ofSeconds(5));

    assertThat(log).isEmpty();
    assertThat(scheduled.cancel()).isFalse();
  }

  @Test
  void aWaitEndsAtTheEventThatMakesItsConditionTrue() {
    AtomicBoolean unlocked = new AtomicBoolean();
    clock.scheduleAfter(Duration.ofSeconds(3), () -> unlocked.set(true));
    schedule(4, "not yet");

    assertThat(clock.await(Duration.ofSeconds(10), unlocked::get)).isTrue();

    assertThat(seconds()).isEqualTo(3);
    assertThat(log).isEmpty();
  }

  @Test
  void aWaitForWhatNeverComesEndsAtItsTimeout() {
    assertThat(clock.await(Duration.ofSeconds(10), () -> false)).isFalse();

    assertThat(seconds()).isEqualTo(10);
  }

  @Test
  void aWaitForWhatHoldsAlreadyTakesNoTime() {
    assertThat(clock.await(Duration.ofSeconds(10), () -> true)).isTrue();

    assertThat(seconds()).isZero();
  }

  @Test
  void anEventMayNotWait() {
    clock.scheduleAfter(Duration.ofSeconds(1), () -> clock.sleep(Duration.ofSeconds(1)));

    assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must not wait");
  }

  @Test
  void manyThreadsThatSleepFromTheSameMomentLetThatTimePassOnceAndRunEachEventOnce()
      throws Exception {
    AtomicInteger ran = new AtomicInteger();
    for (int second = 1; second <= 1000; second++) {
      clock.schedule(START.plusSeconds(second), ran::incrementAndGet);
    }
    Callable<Boolean> waiter = () -> clock.await(Duration.ofDays(1), () -> ran.get() >= 1000);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int thread = 0; thread < 50; thread++) {
        all.add(threads.submit(waiter));
      }
      for (Future<Boolean> one : all) {
        assertThat(one.get()).isTrue();
      }
    }

    assertThat(ran).hasValue(1000);
    assertThat(seconds()).isGreaterThanOrEqualTo(1000);
  }

  private SimulatorClock.Scheduled schedule(int second, String name) {
    return clock.schedule(START.plusSeconds(second), () -> log.add(name + "@" + seconds()));
  }

  private long seconds() {
    return Duration.between(START, clock.now()).toSeconds();
  }
}
