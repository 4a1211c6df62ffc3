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

/// A host that loses its power and comes back.
class RebootTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void isUsedAgainByTheNextTask() {
    try (Machine host = Machines.busybox();
        Machine other = Machines.busybox()) {
      Project project = new Project(folder).host("h1", host).host("h2", other);
      CompletableFuture<Ran> running =
          project.start(
              """
              - hosts: all
                gather_facts: false
                tasks:
                  - shell: echo run >> /root/runs; sleep 60
                    ignore_unreachable: true
                    when: inventory_hostname == 'h1'
                  - shell: until [ -e /root/go ]; do sleep 0.05; done
                    when: inventory_hostname == 'h2'
                  - command: touch /root/after
              """);
      Awaitility.await().until(() -> host.exists("/root/runs"));
      host.stop();
      host.start();
      other.write("/root/go", "");
      Ran ran = running.join();
      assertThat(ran.recap("h1"))
          .isEqualTo(Map.of("ok", 2, "changed", 1, "ignored", 1, "skipped", 1));
      assertThat(ran.recap("h2")).isEqualTo(Map.of("ok", 2, "changed", 2, "skipped", 1));
      assertThat(host.read("/root/runs")).isEqualTo("run\n");
      assertThat(host.exists("/root/after")).isTrue();
      assertThat(ran.status()).isZero();
    }
  }

  @Test
  void isWaitedFor() {
    try (Machine host = Machines.busybox()) {
      CompletableFuture<Ran> running =
          new Project(folder)
              .host("h1", host)
              .start(
                  """
                  - hosts: all
                    gather_facts: false
                    tasks:
                      - shell: echo run >> /root/runs; sleep 60
                        ignore_unreachable: true
                      - wait_for_connection: {sleep: 1, timeout: 60}
                      - command: touch /root/after
                  """);
      Awaitility.await().until(() -> host.exists("/root/runs"));
      host.stop();
      host.start();
      Ran ran = running.join();
      assertThat(ran.recap("h1"))
          .as(ran.all())
          .isEqualTo(Map.of("ok", 3, "changed", 1, "ignored", 1));
      assertThat(host.read("/root/runs")).isEqualTo("run\n");
      assertThat(host.exists("/root/after")).isTrue();
    }
  }
}
