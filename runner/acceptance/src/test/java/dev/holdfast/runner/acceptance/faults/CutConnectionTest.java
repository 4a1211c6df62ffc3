package dev.holdfast.runner.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A connection that ends in the middle of a task.
class CutConnectionTest {
  private static final String LONG =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - name: long
            shell: echo run >> /root/runs; until [ -e /root/go ]; do sleep 0.05; done
          - name: after
            command: touch /root/after
      """;

  private static Optional<Machine> first = Optional.empty();
  private static Optional<Machine> second = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    first = Optional.of(Machines.busybox());
    second = Optional.of(Machines.busybox());
  }

  @AfterAll
  static void stop() {
    first.ifPresent(Machine::close);
    second.ifPresent(Machine::close);
  }

  @BeforeEach
  void clean() {
    one().run("rm -rf /root/*").text();
    two().run("rm -rf /root/*").text();
  }

  /// A task whose connection died runs on until it ends by itself; nothing of ours stays after it.
  @AfterEach
  void leavesNoShellBehind() {
    for (Machine machine : List.of(one(), two())) {
      machine.write("/root/go", "");
      Awaitility.await().until(() -> !hasShell(machine));
    }
  }

  private static boolean hasShell(Machine machine) {
    return machine.run("pgrep -f holdfast-shel[l]").status() == 0;
  }

  private static Machine one() {
    return first.orElseThrow();
  }

  private static Machine two() {
    return second.orElseThrow();
  }

  private Project project() {
    return new Project(folder).host("h1", one()).host("h2", two());
  }

  @Test
  void makesTheHostUnreachableAndNothingIsSentTwice() {
    CompletableFuture<Ran> running = project().start(LONG);
    Awaitility.await().until(() -> one().exists("/root/runs") && two().exists("/root/runs"));
    one().cut();
    two().write("/root/go", "");
    Ran ran = running.join();
    assertThat(ran.status()).isEqualTo(4);
    assertThat(ran.recap("h1")).isEqualTo(Map.of("unreachable", 1));
    assertThat(ran.recap("h2")).isEqualTo(Map.of("ok", 2, "changed", 2));
    assertThat(ran.fatal("h1"))
        .contains("UNREACHABLE!")
        .contains("The connection to root@127.0.0.1:" + one().port() + " was lost during a command")
        .contains("the server closed the connection");
    assertThat(one().read("/root/runs")).isEqualTo("run\n");
    assertThat(one().exists("/root/after")).isFalse();
  }

  @Test
  void endsWithTheTaskWhereThePlayGoesOnOverANewOne() {
    CompletableFuture<Ran> running =
        project()
            .start(
                """
                - hosts: h1
                  gather_facts: false
                  tasks:
                    - name: long
                      shell: echo run >> /root/runs; until [ -e /root/go ]; do sleep 0.05; done
                      ignore_unreachable: true
                      register: lost
                    - name: after
                      command: touch /root/after
                      when: lost is unreachable
                """);
    Awaitility.await().until(() -> one().exists("/root/runs"));
    one().cut();
    Ran ran = running.join();
    assertThat(ran.recap("h1")).isEqualTo(Map.of("ok", 2, "changed", 1, "ignored", 1));
    assertThat(ran.status()).isZero();
    assertThat(one().read("/root/runs")).isEqualTo("run\n");
    assertThat(one().exists("/root/after")).isTrue();
  }

  @Test
  void leavesTheOldFileWhereANewOneWasOnItsWay() throws Exception {
    one().write("/root/large", "old\n");
    byte[] content = new byte[24 << 20];
    Files.write(folder.resolve("large"), content);
    CompletableFuture<Ran> running =
        project()
            .start(
                """
                - hosts: h1
                  gather_facts: false
                  tasks:
                    - copy: {src: large, dest: /root/large}
                """);
    Path home = one().seen("/root");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(2))
        .pollDelay(Duration.ZERO)
        .until(() -> {
          if (running.isDone()) {
            throw new AssertionError(running.join().all());
          }
          try (var files = Files.list(home)) {
            return files.count() > 1;
          }
        });
    one().cut();
    Ran ran = running.join();
    assertThat(ran.recap("h1")).isEqualTo(Map.of("unreachable", 1));
    Awaitility.await().until(() -> !hasShell(one()));
    assertThat(one().read("/root/large")).isEqualTo("old\n");
  }

  @Test
  void ofAJumpHostNamesTheJumpHost() {
    try (Machine jump = Machines.busybox();
        Machine inner = Machines.recipe(Recipe.Kind.BUSYBOX).named("inner").behind(jump).start()) {
      Project project = project().host("inner1", inner).host("inner2", inner).knows(jump);
      String through =
          "ansible_ssh_extra_args=\"-o ProxyCommand='ssh -i %s %s -p %d -W %%h:%%p root@%s'\""
              .formatted(jump.privateKey(), project.strictly(), jump.port(), jump.address());
      project.line("[inner]\ninner1\ninner2\n[inner:vars]\n" + through);
      CompletableFuture<Ran> running = project.start(LONG.replace("all", "h2:inner"));
      Awaitility.await()
          .until(() ->
              inner.exists("/root/runs")
                  && inner.read("/root/runs").equals("run\nrun\n")
                  && two().exists("/root/runs"));
      jump.stop();
      two().write("/root/go", "");
      Ran ran = running.join();
      assertThat(ran.status()).isEqualTo(4);
      assertThat(ran.recap("h2")).isEqualTo(Map.of("ok", 2, "changed", 2));
      for (String host : new String[] {"inner1", "inner2"}) {
        assertThat(ran.recap(host)).isEqualTo(Map.of("unreachable", 1));
        assertThat(ran.fatal(host))
            .contains(
                "The connection to jump host 1 of 1, root@127.0.0.1:"
                    + jump.port()
                    + " was lost during a command");
      }
      Ran again = project.run(LONG.replace("all", "inner"));
      assertThat(again.fatal("inner1"))
          .contains("Unable to reach jump host 1 of 1, root@127.0.0.1:" + jump.port())
          .contains("connection refused");
      assertThat(inner.read("/root/runs")).isEqualTo("run\nrun\n");
    }
  }
}
