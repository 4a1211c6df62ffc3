package dev.holdfast.runner.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One host of twenty that stands still.
class HangingHostTest {
  private static final int OTHERS = 19;

  /// Asked for a sign of life each second instead of each fifth.
  private static final String IMPATIENT =
      "ansible_ssh_extra_args='-o ServerAliveInterval=1 -o ServerAliveCountMax=2' ansible_timeout=2";

  @TempDir private Path folder = Path.of("");

  private Project project(Machine good, Machine bad) {
    Project project = new Project(folder).host("bad", bad, IMPATIENT);
    for (int number = 1; number <= OTHERS; number++) {
      project.host("good" + number, good);
    }
    return project;
  }

  private static void assertOthersAreDone(Ran ran, Machine good) {
    for (int number = 1; number <= OTHERS; number++) {
      assertThat(ran.recap("good" + number)).isEqualTo(Map.of("ok", 2, "changed", 2));
    }
    assertThat(good.run("ls /root/after-* | wc -l").text()).isEqualTo("19");
    assertThat(ran.status()).isEqualTo(4);
  }

  @Test
  void inTheMiddleOfATaskIsGivenUpAndTheOthersFinish() {
    try (Machine good = Machines.busybox();
        Machine bad = Machines.busybox()) {
      CompletableFuture<Ran> running =
          project(good, bad)
              .start(
                  """
                  - hosts: all
                    gather_facts: false
                    tasks:
                      - shell: echo run >> /root/runs; until [ -e /root/go ]; do sleep 0.05; done
                      - command: "touch /root/after-{{ inventory_hostname }}"
                  """);
      Awaitility.await()
          .until(() ->
              bad.exists("/root/runs") && good.run("grep -c run /root/runs").text().equals("19"));
      bad.freeze();
      good.write("/root/go", "");
      Ran ran = running.join();
      bad.thaw();
      assertOthersAreDone(ran, good);
      assertThat(ran.recap("bad")).as(ran.all()).isEqualTo(Map.of("unreachable", 1));
      assertThat(ran.fatal("bad"))
          .contains("The connection to root@127.0.0.1:" + bad.port() + " was lost during a command")
          .contains("no answer to 2 signs of life in 2 s");
      assertThat(bad.read("/root/runs")).isEqualTo("run\n");
    }
  }

  @Test
  void beforeItsFirstAnswerIsGivenUpAndHoldsNobody() {
    try (Machine good = Machines.busybox();
        Machine bad = Machines.busybox()) {
      bad.freeze();
      Ran ran =
          project(good, bad)
              .run(
                  """
                  - hosts: all
                    gather_facts: false
                    strategy: free
                    tasks:
                      - command: "touch /root/after-{{ inventory_hostname }}"
                      - command: "true"
                  """);
      bad.thaw();
      assertThat(ran.recap("bad")).as(ran.all()).isEqualTo(Map.of("unreachable", 1));
      assertThat(ran.fatal("bad"))
          .contains("Unable to speak SSH with root@127.0.0.1:" + bad.port())
          .contains("no answer in 2 s");
      assertOthersAreDone(ran, good);
    }
  }

  @Test
  void aLongCommandIsNoHang() {
    try (Machine good = Machines.busybox()) {
      Ran ran =
          new Project(folder)
              .host("good", good, IMPATIENT)
              .run(
                  """
                  - hosts: all
                    gather_facts: false
                    tasks:
                      - command: sleep 4
                  """);
      assertThat(ran.recap("good")).isEqualTo(Map.of("ok", 1, "changed", 1));
    }
  }
}
