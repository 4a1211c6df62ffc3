package dev.holdfast.runner.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.FileTree;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.runner.acceptance.play.Project;
import dev.holdfast.runner.acceptance.play.Ran;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A file system of the target that is full.
class FullDiskTest {
  private static Optional<Machine> made = Optional.empty();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    Machine machine = Machines.busybox();
    made = Optional.of(machine);
    machine
        .run(
            """
            mkdir -p /srv/full && mount -t tmpfs -o size=256k,mode=755 tmpfs /srv/full && cd /srv/full
            i=0; while [ $i -lt 400 ]; do i=$((i + 1)); echo "line $i of the old file"; done > old
            chmod 640 old
            dd if=/dev/zero of=rest bs=4096 2>/dev/null
            [ -s rest ] && [ "$(wc -l < old)" = 400 ]
            """)
        .text();
  }

  @AfterAll
  static void stop() {
    made.ifPresent(Machine::close);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy: {src: new, dest: /srv/full/old}",
        "copy: {src: new, dest: /srv/full/fresh}",
        "copy: {content: '{{ \"x\" * 100000 }}', dest: /srv/full/old}",
        "copy: {src: /etc/new, dest: /srv/full/old, remote_src: true}",
        "template: {src: new, dest: /srv/full/old}",
        "lineinfile: {path: /srv/full/old, line: one more}",
        "blockinfile: {path: /srv/full/old, block: one more}",
        "replace: {path: /srv/full/old, regexp: 'old', replace: 'new'}",
        "copy: {src: new, dest: /srv/full/old, backup: true}"
      })
  void leavesWhatWasThereAndNothingElse(String task) {
    Machine machine = made.orElseThrow();
    Project project = new Project(folder).host("h1", machine).host("h2", machine);
    project.write("new", "new content\n".repeat(2000));
    machine.write("/etc/new", "new content\n".repeat(2000));
    FileTree before = machine.tree("/srv/full");
    Ran ran =
        project.run(
            """
            - hosts: h1
              gather_facts: false
              tasks:
                - %s
                - command: touch /root/never
            """
                .formatted(task));
    assertThat(machine.tree("/srv/full")).isEqualTo(before);
    assertThat(ran.recap("h1")).isEqualTo(Map.of("failed", 1));
    assertThat(ran.fatal("h1")).contains("No space left on device");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(machine.exists("/root/never")).isFalse();
  }

  /// Where temporary files go.
  enum Place {
    SCRIPT("script: run.sh"),
    VALIDATED("copy: {src: new, dest: /srv/full/old, validate: 'test -s %s'}");

    private final String task;

    Place(String task) {
      this.task = task;
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void ofTemporaryFilesFailsInWords(Place place) {
    Machine machine = made.orElseThrow();
    Project project =
        new Project(folder)
            .host("h1", machine)
            .write("run.sh", "#!/bin/sh\n" + "# long\n".repeat(2000) + "echo ran\n")
            .write("new", "new content\n".repeat(2000));
    FileTree before = machine.tree("/srv/full");
    Ran ran =
        project.run(
            """
            - hosts: h1
              gather_facts: false
              environment: {TMPDIR: /srv/full, HOME: /srv/full}
              tasks:
                - %s
            """
                .formatted(place.task));
    assertThat(machine.tree("/srv/full")).isEqualTo(before);
    assertThat(ran.recap("h1")).isEqualTo(Map.of("failed", 1));
    assertThat(ran.status()).isEqualTo(2);
  }
}
