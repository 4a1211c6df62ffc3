package dev.holdfast.client.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.CancellationSource;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.testing.Act;
import dev.holdfast.client.testing.ScriptedServer;
import dev.holdfast.client.testing.ScriptedServer.Got;
import dev.holdfast.client.testing.SimulatedPacer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Waiting for tasks, against a server whose task ends when the test says so.
class TasksTest {
  private static final Upid UPID = Upid.parse(Clients.UPID);
  private static final String PURPOSE = "Start of VM 101";

  private final SimulatedPacer pacer = new SimulatedPacer();
  private final AtomicInteger looks = new AtomicInteger();
  private int looksWhileRunning = 3;
  private String exit = "OK";
  private Act trouble = Act.bare(596, "Broken pipe");
  private boolean troubled;
  private final ScriptedServer server = new ScriptedServer(this::act);
  private final ProxmoxClient client = Clients.of(pacer, server);

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void identifierTellsNodeTimeTypeAndUser() {
    assertThat(UPID.node()).isEqualTo(Clients.PVE1);
    assertThat(UPID.started()).isEqualTo(Instant.ofEpochSecond(0x69568A00));
    assertThat(UPID.type()).isEqualTo("qmstart");
    assertThat(UPID.id()).isEqualTo("101");
    assertThat(UPID.user()).isEqualTo("root@pam!tf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPID:pve-2:00001234:000ABCDE:69568A00:imgdel:101@local:root@pam:",
        "UPID:pve1:00001234:000ABCDEF:69568A00:vzdump::root@pam:",
      })
  void otherFormsOfIdentifiersAreRead(String text) {
    assertThat(Upid.parse(text)).hasToString(text);
  }

  @Test
  void waitEndsWithTheTaskAndLooksEverLessOften() {
    looksWhileRunning = 12;
    client.tasks().await(UPID, PURPOSE);

    List<Duration> pauses = pacer.sleeps();
    assertThat(pauses).hasSize(12).isSorted();
    assertThat(pauses.getFirst()).isEqualTo(Duration.ofMillis(100));
    assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void warningsAreASuccessWithLines() {
    exit = "WARNINGS: 1";
    assertThat(client.tasks().await(UPID, PURPOSE).warnings())
        .containsExactly("WARN: iothread is only valid with virtio disk");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          VM 101 already running                                               | ALREADY_RUNNING
          VM is locked (backup)                                                | LOCKED
          can't lock file '/var/lock/qemu-server/lock-101.conf' - got timeout  | LOCK_TIMEOUT
          storage 'x' does not exist                                           | NOT_FOUND
          """)
  void failureCarriesTheEndOfTheLogAndWhatItMeans(String text, String reason) {
    exit = text;
    var failure =
        catchThrowableOfType(TaskFailedException.class, () -> client.tasks().await(UPID, PURPOSE));

    assertThat(failure.code()).isEqualTo(Code.TASK_FAILED);
    assertThat(failure.reason())
        .isEqualTo(reason.equals("ALREADY_RUNNING") ? Code.TASK_FAILED : Code.valueOf(reason));
    assertThat(failure.getMessage())
        .startsWith(PURPOSE)
        .contains("qmstart", "node pve1", text, "TASK ERROR", UPID.text());
  }

  @Test
  void deadlineSaysWhatWasWaitedForSinceWhenAndWhatWasSeen() {
    looksWhileRunning = Integer.MAX_VALUE;
    assertThatThrownBy(() -> client.tasks().await(UPID, PURPOSE, Duration.ofSeconds(90)))
        .isInstanceOfSatisfying(
            StoppedException.class, e -> assertThat(e.code()).isEqualTo(Code.TIMEOUT))
        .hasMessageContainingAll(
            PURPOSE, "1 min 30 s", "2026-01-01T00:00:00Z", "TASK ERROR", UPID.text());
  }

  @Test
  void stopSignalEndsTheWait() {
    looksWhileRunning = Integer.MAX_VALUE;
    var stop = new CancellationSource();
    trouble = Act.data("{\"status\":\"running\"}");
    troubled = true;
    Thread.startVirtualThread(() -> {
      while (looks.get() < 3) {
        Thread.onSpinWait();
      }
      stop.cancel();
    });
    assertThatThrownBy(() -> CallContext.of(stop).run(() -> client.tasks().await(UPID, PURPOSE)))
        .isInstanceOfSatisfying(
            StoppedException.class, e -> assertThat(e.code()).isEqualTo(Code.CANCELLED));
  }

  @Test
  void silentNodeIsWaitedForButNotForEver() {
    troubled = true;
    trouble = Act.bare(595, "No route to host");
    Instant start = pacer.now();

    assertThatThrownBy(() -> client.tasks().await(UPID, PURPOSE))
        .isInstanceOfSatisfying(
            UnavailableException.class, e -> assertThat(e.code()).isEqualTo(Code.NODE_DOWN));
    assertThat(Duration.between(start, pacer.now())).isGreaterThan(Duration.ofMinutes(5));
  }

  @Test
  void manyWaitersOfANodeShareOneList() throws Exception {
    looksWhileRunning = 400;
    Callable<TaskResult> wait = () -> client.tasks().await(UPID, PURPOSE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(java.util.Collections.nCopies(8, wait))) {
        assertThat(result.get().warnings()).isEmpty();
      }
    }
    assertThat(server.got().stream().filter(got -> got.target().contains("source=active")))
        .isNotEmpty();
  }

  @Test
  void endOfATaskThrowsTheSharedListingsAway() {
    looksWhileRunning = 0;
    client.view().vms();
    client.view().vms();
    client.tasks().await(UPID, PURPOSE);
    client.view().vms();

    assertThat(server.got().stream().filter(got -> got.path().equals("/cluster/resources")))
        .hasSize(2);
  }

  private Act act(Got got) {
    if (got.path().endsWith("/log")) {
      return Act.data(
          """
          [{"n":1,"t":"starting"},{"n":2,"t":"WARN: iothread is only valid with virtio disk"},
           {"n":3,"t":"TASK ERROR: end"}]\
          """);
    }
    if (got.path().equals("/nodes/pve1/tasks")) {
      return Act.data("[{\"upid\":\"%s\"}]".formatted(running() ? Clients.UPID : "none"));
    }
    if (got.path().endsWith("/status")) {
      if (troubled) {
        looks.incrementAndGet();
        return trouble;
      }
      return Act.data(
          running()
              ? "{\"status\":\"running\"}"
              : "{\"status\":\"stopped\",\"exitstatus\":\"%s\"}".formatted(exit));
    }
    return Act.data("[]");
  }

  private boolean running() {
    return looks.incrementAndGet() <= looksWhileRunning;
  }
}
