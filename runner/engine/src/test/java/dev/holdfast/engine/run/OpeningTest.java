package dev.holdfast.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpeningTest {
  private final List<Duration> pauses = new ArrayList<>();
  private int tries;

  private String opened(Reason reason, int failures, int retries) {
    return Opening.of(
        () -> {
          tries++;
          if (tries <= failures) {
            throw new TransportException(reason, "try " + tries);
          }
          return "open";
        },
        retries,
        pauses::add);
  }

  @Test
  void triesAgainWithLongerAndLongerPauses() {
    assertThat(opened(Reason.UNREACHABLE, 7, 7)).isEqualTo("open");
    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 1L, 3L, 7L, 15L, 30L, 30L);
  }

  @Test
  void tellsTheLastFailureWhenNoTryIsLeft() {
    assertThatThrownBy(() -> opened(Reason.LOST, 9, 2)).hasMessage("try 3");
    assertThat(tries).isEqualTo(3);
  }

  @Test
  void triesOnceWithoutTheSetting() {
    assertThatThrownBy(() -> opened(Reason.UNREACHABLE, 9, 0)).hasMessage("try 1");
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"HOST_KEY", "AUTHENTICATION", "BECOME", "CONFIGURATION"})
  void doesNotRepeatWhatWasRefused(Reason reason) {
    assertThatThrownBy(() -> opened(reason, 9, 5)).hasMessage("try 1");
    assertThat(tries).isEqualTo(1);
  }
}
