package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.CancellationSource;
import dev.holdfast.client.http.Finding;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.testing.Act;
import dev.holdfast.client.testing.ScriptedServer;
import dev.holdfast.client.testing.SimulatedPacer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is sent again, where, and what never is.
class RepetitionTest {
  private static final Act VERSION = Act.data("{\"version\":\"9.2.1\"}");
  private static final ApiRequest WRITE =
      ApiRequest.post(ApiPath.of("pools"), Params.of("poolid", "p"));

  private final SimulatedPacer pacer = new SimulatedPacer();
  private final AtomicInteger requests = new AtomicInteger();

  @Test
  void readOnAConnectionThatTheServerDroppedIsRepeatedAtOnce() {
    try (var server = new ScriptedServer(_ -> new Act.AnswerThenVanish((Act.Answer) VERSION));
        var client = Clients.of(pacer, server)) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.version()).hasToString("9.2.1");
      }
      assertThat(pacer.sleeps()).isEmpty();
    }
  }

  @Test
  void readIsRepeatedWithGrowingPausesUntilTheTroubleIsOver() {
    try (var server =
            new ScriptedServer(
                _ -> requests.incrementAndGet() < 4 ? Act.bare(596, "Broken pipe") : VERSION);
        var client = Clients.of(pacer, server)) {
      assertThat(client.version().atLeast(9, 2)).isTrue();
      assertThat(pacer.sleeps()).hasSize(3);
      assertThat(pacer.sleeps().getLast()).isGreaterThan(pacer.sleeps().getFirst());
    }
  }

  @Test
  void readThatNeverSucceedsEndsWithTheLastError() {
    try (var server = new ScriptedServer(_ -> Act.bare(503, "Busy"));
        var client = Clients.of(pacer, server)) {
      var failure = catchThrowableOfType(UnavailableException.class, client::version);

      assertThat(failure.code()).isEqualTo(Code.SERVER);
      assertThat(failure.retryable()).isTrue();
      assertThat(server.got()).hasSize(5);
    }
  }

  @Test
  void refusalIsNotRepeated() {
    try (var server = new ScriptedServer(_ -> Act.error(500, "pool 'x' does not exist"));
        var client = Clients.of(pacer, server)) {
      assertThatThrownBy(() -> client.pools().get("x")).isInstanceOf(RefusedException.class);
      assertThat(server.got()).hasSize(1);
    }
  }

  @Test
  void writeWhoseAnswerWasLostIsExecutedOnce() {
    try (var server = new ScriptedServer(_ -> new Act.Vanish());
        var client = Clients.of(pacer, server)) {
      assertThatThrownBy(() -> client.call(WRITE)).isInstanceOf(OutcomeUnknownException.class);
      assertThat(server.count("POST")).isEqualTo(1);
    }
  }

  @Test
  void anotherEntryPointTakesOverAndStaysInUse() {
    ScriptedServer gone = new ScriptedServer(_ -> VERSION);
    gone.close();
    try (var alive = new ScriptedServer(_ -> VERSION);
        var client = Clients.of(pacer, gone, alive)) {
      client.version();
      client.call(WRITE);

      assertThat(alive.got()).hasSize(2);
      assertThat(pacer.sleeps()).isEmpty();
    }
  }

  @Test
  void writeGoesToAnotherEntryPointOnlyWhenTheFirstCannotBeReached() {
    ScriptedServer gone = new ScriptedServer(_ -> VERSION);
    gone.close();
    try (var alive = new ScriptedServer(_ -> Act.data("null"));
        var silent = new ScriptedServer(_ -> new Act.Vanish())) {
      try (var client = Clients.of(pacer, gone, alive)) {
        client.call(WRITE);
        assertThat(alive.count("POST")).isEqualTo(1);
      }
      try (var client = Clients.of(pacer, silent, alive)) {
        assertThatThrownBy(() -> client.call(WRITE)).isInstanceOf(OutcomeUnknownException.class);
        assertThat(alive.count("POST")).isEqualTo(1);
      }
    }
  }

  @Test
  void readOfANodeThatOneEntryPointCannotReachIsTriedThroughAnother() {
    try (var cutOff = new ScriptedServer(_ -> Act.bare(595, "No route to host"));
        var fine = new ScriptedServer(_ -> Act.data("[]"));
        var client = Clients.of(pacer, cutOff, fine)) {
      assertThat(client.node(Clients.PVE1).qemu().list()).isEmpty();
    }
  }

  @Test
  void nodeThatIsDownIsNamed() {
    try (var server = new ScriptedServer(_ -> Act.bare(595, "No route to host"));
        var client = Clients.of(pacer, server)) {
      assertThatThrownBy(() -> client.node(Clients.PVE1).qemu().list())
          .hasMessageContaining("node pve1 does not answer")
          .isInstanceOfSatisfying(
              ProxmoxException.class, e -> assertThat(e.code()).isEqualTo(Code.NODE_DOWN));
    }
  }

  @Test
  void deadlineEndsTheRepetition() {
    try (var server = new ScriptedServer(_ -> Act.bare(596, "Broken pipe"));
        var client = Clients.of(pacer, server)) {
      var context = CallContext.unbounded().until(pacer.now().plus(Duration.ofMillis(200)));

      assertThatThrownBy(() -> context.run(client::version)).hasMessageContaining("596");
      assertThat(server.got().size()).isLessThan(4);
      assertThatThrownBy(() -> context.run(client::version))
          .isInstanceOf(StoppedException.class)
          .hasMessageContaining("No time was left");
    }
  }

  @Test
  void stopSignalEndsACallBeforeItIsSent() {
    var stop = new CancellationSource();
    stop.cancel();
    try (var server = new ScriptedServer(_ -> VERSION);
        var client = Clients.of(pacer, server)) {
      assertThatThrownBy(() -> CallContext.of(stop).run(client::version))
          .isInstanceOfSatisfying(
              StoppedException.class, e -> assertThat(e.code()).isEqualTo(Code.CANCELLED));
      assertThat(server.got()).isEmpty();
    }
  }

  @Test
  void lostAnswerIsResolvedByReadingBack() {
    try (var server = new ScriptedServer(_ -> new Act.Vanish());
        var client = Clients.of(pacer, server)) {
      String result =
          client.resolve(
              () -> client.call(WRITE).toString(), () -> new Finding.Done<>("it was done"));

      assertThat(result).isEqualTo("it was done");
      assertThat(server.count("POST")).isEqualTo(1);
    }
  }

  @Test
  void writeIsSentAgainOnlyAfterTwoReadingsFoundNothing() {
    AtomicInteger readings = new AtomicInteger();
    try (var server =
            new ScriptedServer(
                _ -> requests.incrementAndGet() == 1 ? new Act.Vanish() : Act.data("1"));
        var client = Clients.of(pacer, server)) {
      client.resolve(
          () -> client.call(WRITE),
          () -> {
            readings.incrementAndGet();
            return new Finding.NotDone<>();
          });

      assertThat(readings).hasValue(2);
      assertThat(server.count("POST")).isEqualTo(2);
      assertThat(pacer.sleeps()).containsExactly(Duration.ofSeconds(3));
    }
  }

  @Test
  void lostAnswerThatReadingCannotResolveStaysUnknownAndSaysWhatWasSeen() {
    try (var server = new ScriptedServer(_ -> new Act.Vanish());
        var client = Clients.of(pacer, server)) {
      assertThatThrownBy(() ->
              client.resolve(() -> client.call(WRITE), () -> new Finding.Unclear<>("lock: clone")))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("lock: clone");
      assertThat(server.count("POST")).isEqualTo(1);
    }
  }

  @Test
  void parametersTravelWhereTheServerTakesThem() {
    try (var server = new ScriptedServer(_ -> Act.data("\"" + Clients.UPID + "\""));
        var client = Clients.of(pacer, server)) {
      var vm = client.vm(Clients.PVE1, new VmId(101));
      vm.delete(true, false);
      vm.update(
          new VmUpdate(
              Params.of("sshkeys", "ssh-ed25519 AAA me@here\n"), List.of("net1"), noDigest()));

      assertThat(server.got().get(0).target()).contains("?purge=1&destroy-unreferenced-disks=0");
      assertThat(server.got().get(0).body()).isEmpty();
      assertThat(server.got().get(1).body())
          .isEqualTo("sshkeys=ssh-ed25519%2520AAA%2520me%2540here%250A&delete=net1");
      assertThat(server.got().get(1).headers())
          .containsEntry("authorization", "PVEAPIToken=root@pam!tf=12345678-hush");
    }
  }

  private static java.util.Optional<String> noDigest() {
    return java.util.Optional.empty();
  }
}
