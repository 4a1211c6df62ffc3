package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.common.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Playbooks from the command line to the recap, on this machine's own shell.
class PlaybookCommandTest {
  private static final String INVENTORY =
      """
      [web]
      h1
      h2
      [web:vars]
      ansible_connection=local
      """;

  @TempDir private Path folder = Path.of("");

  /// What a command printed and how it ended.
  private record Ran(int status, String out, String err) {}

  private Ran playbook(String text, String... options) throws IOException {
    return answered("", text, options);
  }

  /// With what somebody types.
  private Ran answered(String typed, String text, String... options) throws IOException {
    Files.writeString(folder.resolve("hosts"), INVENTORY);
    Path file = Files.writeString(folder.resolve("site.yml"), text);
    List<String> arguments = new ArrayList<>(List.of("-i", folder.resolve("hosts").toString()));
    arguments.addAll(List.of(options));
    arguments.add(file.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            Map.of("HOME", folder.toString(), "ANSIBLE_NOCOLOR", "1"),
            folder,
            false);
    int status =
        Main.run(Optional.of("ansible-playbook"), arguments.toArray(String[]::new), console);
    return new Ran(
        status,
        out.toString(StandardCharsets.UTF_8).replaceAll("\\*{3,}", "***"),
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void allHostsRunATaskBeforeTheNextOneBegins() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: web
              gather_facts: false
              vars: {greeting: hello}
              tasks:
                - name: say
                  debug: {msg: "{{ greeting }} {{ inventory_hostname }}"}
                - command: "true"
            """);
    assertThat(ran.out())
        .containsSubsequence(
            "PLAY [web] ***",
            "TASK [say] ***",
            "ok: [h1] =>",
            "\"msg\": \"hello h1\"",
            "ok: [h2] =>",
            "TASK [command] ***",
            "changed: [h1]",
            "changed: [h2]",
            "PLAY RECAP ***",
            "ok=2    changed=1");
    assertThat(ran.status()).isZero();
  }

  @Test
  void stepAsksForEachTaskUntilItIsToldToContinue() throws IOException {
    Ran ran =
        answered(
            "n\ny\nc\n",
            """
            - hosts: h1
              gather_facts: false
              tasks:
                - {name: one, command: "true"}
                - {name: two, command: "true"}
                - {name: three, command: "true"}
                - {name: four, command: "true"}
            """,
            "--step");
    assertThat(ran.out())
        .contains("TASK [two]", "TASK [three]", "TASK [four]", "ok=3")
        .doesNotContain("TASK [one]");
    assertThat(ran.out() + ran.err())
        .contains("Perform task: TASK: three (N)o/(y)es/(c)ontinue: ")
        .doesNotContain("Perform task: TASK: four");
  }

  @Test
  void handlersRunOnceBehindTheTasks() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: h1
              gather_facts: false
              tasks:
                - {command: "true", notify: restart}
                - {command: "true", notify: restart}
              handlers:
                - {name: restart, debug: {msg: restarted}}
            """);
    assertThat(ran.out()).containsOnlyOnce("RUNNING HANDLER [restart] ***");
    assertThat(ran.out()).containsOnlyOnce("\"msg\": \"restarted\"");
  }

  @Test
  void aRescueTakesOverAndItsHostIsNotFailed() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: h1
              gather_facts: false
              tasks:
                - block:
                    - {name: breaks, command: "false"}
                    - {debug: {msg: not reached}}
                  rescue:
                    - {debug: {msg: "rescued {{ ansible_failed_task.name }}"}}
                  always:
                    - {debug: {msg: always}}
            """);
    assertThat(ran.out())
        .containsSubsequence("fatal: [h1]: FAILED!", "rescued breaks", "\"always\"", "rescued=1")
        .doesNotContain("not reached");
    assertThat(ran.status()).isZero();
  }

  @Test
  void aFailedHostLeavesThePlayAndTheStatusSaysSo() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: web
              gather_facts: false
              tasks:
                - {command: "false", when: inventory_hostname == 'h1'}
                - {debug: {msg: still here}}
            """);
    assertThat(ran.out()).containsSubsequence("fatal: [h1]", "skipping: [h2]", "ok: [h2]");
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void loopsIncludesAndRegisteredResultsSeeEachOther() throws IOException {
    Files.writeString(
        folder.resolve("part.yml"), "- debug: {msg: \"part {{ item }} of {{ r.stdout }}\"}\n");
    Ran ran =
        playbook(
            """
            - hosts: h1
              gather_facts: false
              tasks:
                - {shell: echo two, register: r}
                - include_tasks: part.yml
                  loop: [a, b]
            """);
    assertThat(ran.out())
        .containsSubsequence(
            "part.yml for h1 => (item=a)",
            "part.yml for h1 => (item=b)",
            "part a of two",
            "part b of two");
  }

  @Test
  void secretsOfTasksWithNoLogAreNotShown() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: h1
              gather_facts: false
              tasks:
                - {shell: "echo s3cret; exit 1", no_log: true}
            """,
            "-vvv");
    assertThat(ran.out() + ran.err()).contains("censored").doesNotContain("s3cret");
  }

  @Test
  void aMistakeIsNamedWithItsPlace() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: h1
              tasks:
                - debug: {msg: x}
                  nonsense: y
            """);
    assertThat(ran.err())
        .contains("conflicting action statements: debug, nonsense")
        .contains("site.yml': line 3");
    assertThat(ran.status()).isEqualTo(4);
  }

  @Test
  void aJobGoesOnBesideThePlayAndIsAskedForLater() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: h1
              gather_facts: false
              vars: {ansible_async_dir: "{{ playbook_dir }}/jobs"}
              tasks:
                - {command: "sh -c 'echo out; echo err >&2; exit 3'", async: 60, poll: 0, register: job}
                - {stat: {path: /}, async: 60, poll: 0, register: other}
                - async_status: {jid: "{{ job.ansible_job_id }}"}
                  register: ended
                  until: ended.finished
                  failed_when: ended.rc is defined and ended.rc != 3
                  retries: 50
                  delay: 0.2
                - debug: {msg: "{{ job.started }} {{ ended.stdout }} {{ ended.stderr }} {{ ended.rc }}"}
                - async_status: {jid: "{{ other.ansible_job_id }}"}
                  register: looked
                  until: looked.finished
                  retries: 50
                  delay: 0.2
                - debug: {msg: "directory {{ looked.stat.isdir }}"}
                - {async_status: {jid: "{{ job.ansible_job_id }}", mode: cleanup}}
                - {async_status: {jid: "{{ job.ansible_job_id }}"}, ignore_errors: true}
            """);
    assertThat(ran.out())
        .contains("1 out err 3", "directory True", "could not find job")
        .contains("failed=0");
    assertThat(ran.status()).isZero();
  }

  @Test
  void aShortNameThatNobodyEverHadIsAMistakeOfThePlaybook() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: h1
              gather_facts: false
              tasks:
                - {no_such_module: {}}
            """);
    assertThat(ran.err()).contains("couldn't resolve module/action 'no_such_module'.");
    assertThat(ran.status()).isEqualTo(4);
  }

  @Test
  void aModuleOfACollectionIsMissedOnlyWhereItWouldRun() throws IOException {
    Ran ran =
        playbook(
            """
            - hosts: h1
              gather_facts: false
              tasks:
                - {win_copy: {src: a, dest: b}, when: false}
                - {some.collection.thing: {}, ignore_errors: true}
            """);
    assertThat(ran.out()).contains("couldn't resolve module/action 'some.collection.thing'.");
    assertThat(ran.status()).isZero();
  }
}
