package dev.holdfast.runner.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A become program that does not let us.
class BecomeTest {
  private static Optional<Machine> made = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    made = Optional.of(Machines.debian());
  }

  @AfterAll
  static void stop() {
    made.ifPresent(Machine::close);
  }

  private Project project(String words) {
    Machine machine = made.orElseThrow();
    Project project = new Project(folder).knows(machine);
    return project.line(
        "h1 %s ansible_user=admin %s %s"
            .formatted(Project.at(machine), project.keyed(machine), words));
  }

  private static final String PLAY =
      """
      - hosts: h1
        gather_facts: false
        tasks:
          - command: id -un
          - command: touch /root/never
            become: true
      """;

  @ParameterizedTest
  @CsvSource({
    "sudo, '', Missing sudo password",
    "sudo, wrong-1, Incorrect sudo password",
    "su, '', Missing su password",
    "su, wrong-1, Incorrect su password",
    "doas, '', Missing doas password",
    "doas, wrong-1, Incorrect doas password"
  })
  void failsTheTaskAtOnce(String method, String password, String message) {
    String words =
        "ansible_become_method="
            + method
            + (password.isEmpty() ? "" : " ansible_become_password=" + password);
    long start = System.nanoTime();
    Ran ran = project(words).run(PLAY);
    assertThat(ran.recap("h1")).isEqualTo(Map.of("ok", 1, "changed", 1, "failed", 1));
    assertThat(ran.fatal("h1")).contains("FAILED!").contains(message).doesNotContain("wrong-1");
    assertThat(ran.status()).isEqualTo(2);
    // A real sudo waits some two seconds after a wrong password.
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(made.orElseThrow().exists("/root/never")).isFalse();
  }

  @Test
  void theRightPasswordLetsUs() {
    Machine machine = made.orElseThrow();
    Ran ran =
        project("ansible_become_password=" + machine.admin().password())
            .run(PLAY.replace("never", "once"));
    assertThat(ran.recap("h1")).isEqualTo(Map.of("ok", 2, "changed", 2));
    assertThat(machine.exists("/root/once")).isTrue();
  }
}
