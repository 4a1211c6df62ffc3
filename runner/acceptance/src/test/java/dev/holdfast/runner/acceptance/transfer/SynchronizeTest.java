package dev.holdfast.runner.acceptance.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `synchronize` to a machine behind a jump host, by passwords alone: rsync has our connection as
/// its remote shell.
class SynchronizeTest {
  private static final Optional<Path> RSYNC =
      Stream.of(System.getenv("PATH").split(":"))
          .map(folder -> Path.of(folder, "rsync"))
          .filter(Files::isExecutable)
          .findFirst();

  private static Optional<Machine> jumpHost = Optional.empty();
  private static Optional<Machine> made = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(RSYNC.isPresent(), "needs rsync (Debian package rsync)");
    Machine jump = Machines.busybox();
    jumpHost = Optional.of(jump);
    Machine target = Machines.recipe(Recipe.Kind.DEBIAN).named("target").behind(jump).start();
    made = Optional.of(target);
    target.write("/usr/local/bin/rsync", Files.readAllBytes(RSYNC.orElseThrow()));
    target.run("chmod 755 /usr/local/bin/rsync");
  }

  @AfterAll
  static void stop() {
    made.ifPresent(Machine::close);
    jumpHost.ifPresent(Machine::close);
  }

  private Project project() {
    Machine jump = jumpHost.orElseThrow();
    Machine target = made.orElseThrow();
    return new Project(folder)
        .knows(jump)
        .knows(target)
        .line(
            "target %s ansible_user=admin ansible_password=%s ansible_become_password=%s"
                .formatted(
                    Project.at(target), target.admin().password(), target.admin().password()))
        .write("files/tree/one", "1\n")
        .write("files/tree/below/a file", "2\n");
  }

  /// The jump host asks for a password, too.
  private static String through(Project project) {
    Machine jump = jumpHost.orElseThrow();
    return "%s -o ProxyCommand='sshpass -p %s ssh -o UserKnownHostsFile=%s -o StrictHostKeyChecking=yes -W %%h:%%p -q -p %d admin@%s'"
        .formatted(
            project.strictly(),
            jump.admin().password(),
            project.path("known_hosts"),
            jump.port(),
            jump.address());
  }

  @Test
  void treesGoThereAndComeBack() {
    Machine target = made.orElseThrow();
    Project project = project();
    String play =
        """
        - hosts: target
          gather_facts: false
          tasks:
            - ansible.posix.synchronize: {src: tree/, dest: /srv/tree, delete: true, mode: push}
              become: true
              check_mode: true
              register: foreseen
            - ansible.posix.synchronize: {src: tree/, dest: /srv/tree, delete: true}
              become: true
              register: first
            - synchronize: {src: tree/, dest: /srv/tree, delete: true}
              become: true
              register: second
            - synchronize: {src: /srv/tree/below, dest: back/, mode: pull, rsync_opts: [--exclude=none]}
              register: back
            - debug:
                msg: "{{ [foreseen, first, second, back] | map(attribute='changed') | list }} {{ first.stdout_lines | sort }} {{ back.rc }}"
            - debug: {var: first.cmd}
        """;
    target.run("mkdir -p /srv/tree && echo gone >/srv/tree/old && chmod 700 /srv/tree");
    project.write("files/back/keep", "");
    target.run("chmod 755 /srv/tree");
    Ran ran = project.runWith(through(project), play);
    assertThat(ran.status()).as(ran.all()).isZero();
    assertThat(ran.out())
        .contains("[True, True, False, True]")
        .contains("'<f+++++++++ below/a file'", "'*deleting   old'")
        .contains("--rsync-path='sudo -u root rsync'")
        .contains("admin@%s:/srv/tree".formatted(target.address()));
    assertThat(target.run("cd /srv/tree && find . -type f | sort && cat 'below/a file'").text())
        .isEqualTo("./below/a file\n./one\n2");
    assertThat(project.read("files/back/below/a file")).isEqualTo("2\n");
  }

  @Test
  void aMachineWithoutRsyncIsNamed() {
    Project project = project();
    Ran ran =
        project.runWith(
            through(project),
            """
            - hosts: target
              gather_facts: false
              tasks:
                - synchronize: {src: tree, dest: /home/admin/, rsync_path: /nowhere/rsync}
            """);
    assertThat(ran.status()).as(ran.all()).isEqualTo(2);
    assertThat(ran.out()).contains("has no rsync, which synchronize needs there");
  }

  @Test
  void thisMachineWithoutRsyncIsNamed() {
    Project project = project();
    Ran ran =
        project.runWith(
            through(project),
            """
            - hosts: target
              gather_facts: false
              vars: {ansible_rsync_path: no-such-rsync}
              tasks:
                - synchronize: {src: tree, dest: /home/admin/}
            """);
    assertThat(ran.status()).as(ran.all()).isEqualTo(2);
    assertThat(ran.out()).contains("Failed to find required executable \\\"no-such-rsync\\\"");
  }

  @Test
  void aHostThatIsThisMachineIsCopiedOnIt() {
    Ran ran =
        project()
            .line("here ansible_connection=local")
            .run(
                """
                - hosts: here
                  gather_facts: false
                  tasks:
                    - synchronize: {src: tree, dest: "{{ playbook_dir }}/copy/"}
                      register: done
                    - debug: {msg: "{{ done.changed }} {{ done.stdout_lines | sort }}"}
                """);
    assertThat(ran.status()).as(ran.all()).isZero();
    assertThat(ran.out()).contains("True").doesNotContain("--rsh");
    assertThat(project().read("copy/tree/one")).isEqualTo("1\n");
  }
}
