package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder of ansible-runner: what goes in reaches the run, what comes out is whole.
class RunnerCommandTest {
  private static final String ENVELOPE = "\"event\": \"";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void project() throws IOException {
    put("inventory/hosts", "h1 ansible_connection=local\n");
    put("env/extravars", "who: world\n");
    put("env/envvars", "TOKEN: sup3rsecret\n");
    put("env/passwords", "'^Name': answered\n");
    put("env/cmdline", "--tags 'wanted'\n");
    put(
        "project/site.yml",
        """
        - hosts: all
          gather_facts: false
          vars_prompt: [{name: n, prompt: Name}]
          tasks:
            - {name: hi, debug: {msg: "hello {{ who }} {{ n }}"}, tags: wanted}
            - {name: left out, debug: {msg: no}}
            - {name: fails, fail: {msg: boom}, tags: wanted, when: bad is defined}
        """);
  }

  private void put(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Invocation runner(String... arguments) {
    return Invocation.of("ansible-runner", folder, Map.of(), arguments);
  }

  private String artifact(String name) throws IOException {
    return Files.readString(folder.resolve("artifacts/one").resolve(name));
  }

  private List<String> events() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("artifacts/one/job_events"))) {
      return files
          .sorted(
              Comparator.comparingInt(
                  file -> Integer.parseInt(file.getFileName().toString().replaceFirst("-.*", ""))))
          .map(file -> {
            try {
              return Files.readString(file);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          })
          .toList();
    }
  }

  @Test
  void extraVariablesAnswersAndOptionsReachTheRun() throws IOException {
    Invocation ran = runner("run", ".", "-p", "site.yml", "-i", "one");
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("hello world answered").doesNotContain("left out");
    assertThat(artifact("rc")).isEqualTo("0");
    assertThat(artifact("status")).isEqualTo("successful");
    assertThat(artifact("stdout")).isEqualTo(ran.out());
  }

  @Test
  void everyEventHasAFileInOrderWithItsLines() throws IOException {
    Invocation ran = runner("run", ".", "-p", "site.yml", "-i", "one");
    List<String> names =
        events().stream()
            .map(text -> text.substring(text.indexOf(ENVELOPE) + ENVELOPE.length()))
            .map(text -> text.substring(0, text.indexOf('"')))
            .toList();
    assertThat(names)
        .containsSubsequence(
            "playbook_on_start",
            "playbook_on_play_start",
            "playbook_on_task_start",
            "runner_on_start",
            "runner_on_ok",
            "playbook_on_stats");
    long lines = ran.out().lines().count();
    assertThat(events().getLast()).contains("\"end_line\": " + lines + ",");
    assertThat(events().getLast()).contains("\"processed\": {\"h1\": 1}");
  }

  @Test
  void aFailureIsSaidInRcAndStatus() throws IOException {
    Invocation ran =
        runner("run", ".", "-p", "site.yml", "-i", "one", "--cmdline", "-e bad=1", "-q");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(artifact("rc")).isEqualTo("2");
    assertThat(artifact("status")).isEqualTo("failed");
  }

  @Test
  void secretsOfTheEnvironmentAreInNoArtifact() throws IOException {
    runner("run", ".", "-p", "site.yml", "-i", "one");
    try (Stream<Path> files = Files.walk(folder.resolve("artifacts"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("sup3rsecret");
      }
    }
  }

  @Test
  void oneTaskRunsWithoutAPlaybook() throws IOException {
    put("env/cmdline", "");
    Invocation ran = runner("run", ".", "-m", "ping", "--hosts", "h1", "-i", "one");
    assertThat(ran.out()).startsWith("h1 | SUCCESS => {");
    assertThat(ran.status()).isZero();
  }

  @Test
  void whatIsNotServedSaysSo() {
    assertThat(runner("start", ".", "-p", "site.yml").status()).isEqualTo(2);
    assertThat(runner("run", ".").status()).isEqualTo(5);
  }
}
