package dev.holdfast.runner.acceptance.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The modules `systemd` and `service` where systemd is the first process. What each step is
/// expected to say, ansible-core 2.14 said of the same play on the same kind of machine.
class SystemdTest {
  private static final String UNIT =
      """
      [Unit]
      Description=A service for tests
      [Service]
      ExecStart=/bin/sleep 1000
      ExecReload=/bin/touch /run/reloaded
      [Install]
      WantedBy=machine.target
      """;

  private static Optional<Machine> made = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    made = Optional.of(Machines.systemd());
  }

  @AfterAll
  static void stop() {
    made.ifPresent(Machine::close);
  }

  private static Machine machine() {
    return made.orElseThrow();
  }

  @BeforeEach
  void fresh() {
    machine()
        .run(
            "systemctl unmask one; systemctl stop one; rm -f /etc/systemd/system/one.service /run/reloaded; systemctl daemon-reload");
    machine().write("/etc/systemd/system/one.service", UNIT);
    machine().run("systemctl daemon-reload && systemctl disable one").text();
  }

  /// One task of each line; gives the words that the lines of their results begin with.
  private List<String> results(List<String> tasks, String... options) {
    StringBuilder play =
        new StringBuilder("- hosts: all\n  gather_facts: false\n  ignore_errors: true\n  tasks:\n");
    tasks.forEach(task -> play.append("    - ").append(task).append('\n'));
    Ran ran = new Project(folder).host("h1", machine()).run(play.toString(), options);
    List<String> results = new ArrayList<>();
    ran.out()
        .lines()
        .filter(line -> line.matches("(ok|changed|fatal|skipping): \\[h1].*"))
        .forEach(line -> results.add(line.replaceFirst(": \\[h1](: FAILED! => )?", " ").strip()));
    assertThat(results).as(ran.all()).hasSameSizeAs(tasks);
    return results;
  }

  private String state(String what) {
    return machine().run("systemctl " + what + " one").stdout().strip();
  }

  @Test
  void startsStopsAndEnablesOnce() {
    assertThat(
            results(
                List.of(
                    "systemd: {name: one, state: started, enabled: true}",
                    "systemd: {name: one, state: started, enabled: true}",
                    "systemd: {name: one.service, state: started}",
                    "systemd: {name: one, state: restarted}",
                    "systemd: {name: one, state: reloaded}",
                    "systemd: {name: one, daemon_reload: true}",
                    "service: {name: one, state: started, enabled: true}",
                    "service: {name: one, state: stopped}",
                    "service: {name: one, state: stopped}",
                    "systemd: {name: one, enabled: false}",
                    "systemd: {name: one, enabled: false}")))
        .containsExactly(
            "changed", "ok", "ok", "changed", "changed", "ok", "ok", "changed", "ok", "changed",
            "ok");
    assertThat(machine().exists("/run/reloaded")).isTrue();
    assertThat(state("is-active")).isEqualTo("inactive");
    assertThat(state("is-enabled")).isEqualTo("disabled");
  }

  @Test
  void masksAndUnmasks() {
    machine().run("rm /etc/systemd/system/one.service");
    machine().write("/usr/lib/systemd/system/one.service", UNIT);
    machine().run("systemctl daemon-reload").text();
    List<String> results =
        results(
            List.of(
                "systemd: {name: one, masked: true}",
                "systemd: {name: one, masked: true}",
                "systemd: {name: one, state: started}",
                "systemd: {name: one, masked: false, state: started}",
                "systemd: {name: one, masked: false}"));
    machine()
        .run("systemctl stop one; rm /usr/lib/systemd/system/one.service; systemctl daemon-reload")
        .text();
    assertThat(results.subList(0, 2)).containsExactly("changed", "ok");
    assertThat(results.get(2)).startsWith("fatal").contains("Unable to start service one: ");
    assertThat(results.subList(3, 5)).containsExactly("changed", "ok");
  }

  @Test
  void saysWhatIsNotThereAndWhatDoesNotStart() {
    machine()
        .write(
            "/etc/systemd/system/bad.service", "[Service]\nType=oneshot\nExecStart=/bin/false\n");
    List<String> results =
        results(
            List.of(
                "systemd: {name: nowhere, state: started}",
                "service: {name: nowhere, state: started}",
                "systemd: {name: nowhere, enabled: true}",
                "systemd: {name: bad, state: started, daemon_reload: true}",
                "systemd: {state: started}",
                "systemd: {daemon_reload: true}"));
    assertThat(results.get(0)).contains("Could not find the requested service nowhere: host");
    assertThat(results.get(1)).contains("Could not find the requested service nowhere: host");
    assertThat(results.get(2)).contains("Could not find the requested service nowhere: host");
    assertThat(results.get(3)).contains("Unable to start service bad: Job for bad.service failed");
    assertThat(results.get(4)).contains("missing parameter(s) required by 'state': name");
    assertThat(results.get(5)).isEqualTo("ok");
  }

  @Test
  void changesNothingInCheckMode() {
    assertThat(
            results(
                List.of(
                    "systemd: {name: one, state: started, enabled: true}",
                    "systemd: {name: one, state: stopped}",
                    "systemd: {name: one, masked: true}",
                    "service: {name: one, state: started}",
                    "systemd: {daemon_reload: true}"),
                "--check"))
        .containsExactly("changed", "ok", "changed", "changed", "ok");
    assertThat(state("is-active")).isEqualTo("inactive");
    assertThat(state("is-enabled")).isEqualTo("disabled");
  }
}
