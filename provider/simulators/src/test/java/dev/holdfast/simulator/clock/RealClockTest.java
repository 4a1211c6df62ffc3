package dev.holdfast.simulator.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RealClockTest {

  @Test
  void aFastClockPassesHoursInAMoment() {
    try (RealClock clock = RealClock.start(1_000_000)) {
      Instant before = clock.now();

      clock.sleep(Duration.ofHours(1));

      assertThat(clock.now()).isAfterOrEqualTo(before.plus(Duration.ofHours(1)));
    }
  }

  @Test
  void eventsRunInOrderOfTimeWithoutAnybodyWaiting() throws InterruptedException {
    List<String> log = new CopyOnWriteArrayList<>();
    CountDownLatch done = new CountDownLatch(2);
    try (RealClock clock = RealClock.start(1000)) {
      Instant now = clock.now();
      clock.schedule(now.plusSeconds(20), () -> note(log, "late", done));
      clock.schedule(now.plusSeconds(10), () -> note(log, "early", done));

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(log).containsExactly("early", "late");
  }

  @Test
  void anEventThatThrowsDoesNotStopTheNext() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    try (RealClock clock = RealClock.start(1000)) {
      Instant now = clock.now();
      clock.schedule(
          now.plusSeconds(1),
          () -> {
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
            throw new IllegalStateException("broken event");
          });
      clock.schedule(now.plusSeconds(2), done::countDown);

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aWaitIsWokenByAnEventAndByAChange() {
    AtomicBoolean byEvent = new AtomicBoolean();
    AtomicBoolean byChange = new AtomicBoolean();
    try (RealClock clock = RealClock.start()) {
      clock.scheduleAfter(Duration.ofMillis(5), () -> byEvent.set(true));
      assertThat(clock.await(Duration.ofMinutes(1), byEvent::get)).isTrue();

      Thread.ofVirtual()
          .start(() -> {
            byChange.set(true);
            clock.changed();
          });
      assertThat(clock.await(Duration.ofMinutes(1), byChange::get)).isTrue();
    }
  }

  @Test
  void aWaitForWhatNeverComesEndsAtItsTimeout() {
    try (RealClock clock = RealClock.start(1000)) {
      Instant before = clock.now();

      assertThat(clock.await(Duration.ofSeconds(2), () -> false)).isFalse();

      assertThat(clock.now()).isAfterOrEqualTo(before.plusSeconds(2));
    }
  }

  @Test
  void aCancelledEventNeverRuns() {
    AtomicBoolean ran = new AtomicBoolean();
    try (RealClock clock = RealClock.start(1000)) {
      SimulatorClock.Scheduled scheduled =
          clock.scheduleAfter(Duration.ofHours(1), () -> ran.set(true));

      assertThat(scheduled.cancel()).isTrue();
      assertThat(scheduled.cancel()).isFalse();
    }
    assertThat(ran).isFalse();
  }

  @Test
  void timeCannotStandStillOrGoBack() {
    assertThatThrownBy(() -> RealClock.start(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RealClock.start(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void note(List<String> log, String name, CountDownLatch done) {
    log.add(name);
    done.countDown();
  }
}
