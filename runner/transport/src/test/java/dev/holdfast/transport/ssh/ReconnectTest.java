package dev.holdfast.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Reconnect;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Waiting for a machine that went away and comes back, in simulated time.
class ReconnectTest {
  private volatile Instant now = Instant.EPOCH;

  private Reconnect every(Duration pause, Reconnect.Sleeper also) {
    return new Reconnect(
        pause,
        () -> now,
        time -> {
          now = now.plus(time);
          also.sleep(time);
        });
  }

  @Test
  void takesUpTheMachineAgainOnceItIsBack() {
    try (Machine jump = Machines.plain();
        Machine machine = Machines.plain();
        SshTransport transport = Hops.transport()) {
      Target.Ssh target = new Target.Ssh(List.of(Hops.of(jump)), Hops.of(machine));
      try (Connection before = transport.open(target)) {
        jump.stop();
        machine.stop();
        TransportException lost =
            catchThrowableOfType(
                TransportException.class,
                () -> before.exec("echo gone", Payload.NONE, Limits.NONE));
        assertThat(lost.reason()).isEqualTo(Reason.LOST);
      }
      Reconnect.Sleeper boots =
          _ -> {
            if (now.equals(Instant.EPOCH.plusSeconds(10))) {
              jump.start();
              machine.start();
            }
          };
      try (Connection after =
          every(Duration.ofSeconds(5), boots)
              .await(
                  transport,
                  target,
                  Duration.ofSeconds(60),
                  it -> it.exec("true", Payload.NONE, Limits.NONE).ok())) {
        assertThat(after.exec("echo back", Payload.NONE, Limits.NONE).text()).isEqualTo("back\n");
        assertThat(now).isEqualTo(Instant.EPOCH.plusSeconds(10));
      }
    }
  }

  @Test
  void givesUpInTimeWithTheLastReason() {
    try (Machine machine = Machines.plain();
        SshTransport transport = Hops.transport()) {
      Target.Ssh target = new Target.Ssh(List.of(), Hops.of(machine));
      machine.stop();
      Reconnect patient = every(Duration.ofSeconds(5), _ -> {});
      TransportException late =
          catchThrowableOfType(
              TransportException.class,
              () -> patient.await(transport, target, Duration.ofSeconds(22), _ -> true));
      assertThat(late)
          .hasMessageStartingWith("The machine was not back after 22 s: Unable to reach ");
      machine.start();
      assertThat(
              catchThrowableOfType(
                  TransportException.class,
                  () -> patient.await(transport, target, Duration.ofSeconds(12), _ -> false)))
          .hasMessageContaining("it answers, but is not as it should be yet");
      Target.Ssh wrong =
          new Target.Ssh(
              List.of(),
              Hops.trusting(
                  Hops.of(machine), new HostKeys.Pinned(List.of("SHA256:" + "B".repeat(43)))));
      Instant start = now;
      assertThat(
              catchThrowableOfType(
                      TransportException.class,
                      () -> patient.await(transport, wrong, Duration.ofSeconds(60), _ -> true))
                  .reason())
          .isEqualTo(Reason.HOST_KEY);
      assertThat(now).isEqualTo(start);
    }
  }
}
