package dev.holdfast.runner.acceptance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.FileTree;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each playbook of the folder `playbooks`, twice on each machine: the same result of every task,
/// and the same files.
final class DifferentialTest {
  private static final Path PLAYBOOKS = Path.of("src/test/playbooks");
  private static final Path ANSIBLE = Path.of("/usr/bin/ansible-playbook");

  /// Where machines differ for other reasons than what a play says: what tools leave behind, what
  /// has the time in it, and Ansible's own places.
  private static final List<String> NOISE =
      List.of(
          "/etc/shadow",
          "/opt/c.tar.gz",
          "/root",
          "/run",
          "/tmp",
          "/var/cache",
          "/var/lib/apt",
          "/var/log",
          "/var/spool/cron",
          "/var/tmp");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"service", "files", "flow"})
  void leavesTheSameAsAnsible(String name) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(ANSIBLE), "ansible-playbook is missing");
    try (Machine theirs = Machines.recipe(Recipe.Kind.DEBIAN).named("node").start();
        Machine ours = Machines.recipe(Recipe.Kind.DEBIAN).named("node").start()) {
      Project reference = project(name, "theirs", theirs);
      Project project = project(name, "ours", ours);
      for (String round : List.of("first", "second")) {
        Ran wanted = reference.playHostsBy(ANSIBLE);
        Ran ran = project.playHosts();
        assertThat(Results.of(ran.out()))
            .as(() -> round + " run, ours:\n" + ran.all() + "\ntheirs:\n" + wanted.all())
            .isEqualTo(Results.of(wanted.out()));
        assertThat(ran.status()).as(ran::all).isEqualTo(wanted.status());
        assertThat(changes(ours).toString()).as(round).isEqualTo(changes(theirs).toString());
      }
    }
  }

  private Project project(String name, String who, Machine machine) throws IOException {
    Path place = folder.resolve(who);
    copy(PLAYBOOKS.resolve(name), place);
    Project project = new Project(place).with("ANSIBLE_STDOUT_CALLBACK", "json");
    project.host("node", machine, "ansible_python_interpreter=/usr/bin/python3");
    return project;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }

  private static FileTree changes(Machine machine) {
    return machine.changes().only(path -> NOISE.stream().noneMatch(path::startsWith));
  }
}
