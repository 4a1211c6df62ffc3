package dev.holdfast.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The lab as a process of its own, as scripts start it.
@DisabledOnOs(OS.WINDOWS)
class LabMainTest {

  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  /// Waits for the ready file, shows it, and ends; the lab goes on without its parent.
  private static final String START_AND_LEAVE =
      """
      ready=$1
      shift
      "$@" &
      until [ -s "$ready" ]; do kill -0 $! || exit 1; sleep 0.05; done
      cat "$ready"
      """;

  @Test
  void theLabEndsWithTheProcessThatStartedItAndLeavesNothingBehind() throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", START_AND_LEAVE, "sh"));
    command.add(file("ready").toString());
    command.addAll(lab("--ready-file", "--env-file"));
    Process shell = start(command);

    String pid = shell.inputReader().readLine();
    assertThat(pid).as(errors()).isNotNull();
    // The lab may be gone already, which is all that is wanted.
    for (ProcessHandle lab : ProcessHandle.of(Long.parseLong(pid)).stream().toList()) {
      lab.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    assertThat(file("ready")).doesNotExist();
    assertThat(file("env")).doesNotExist();
  }

  @Test
  void theLabEndsAtASignalAndLeavesNothingBehind() throws Exception {
    Process lab = start(lab("--ready-file", "--env-file"));
    awaitReady(lab);
    List<String> lines = Files.readAllLines(file("env"));
    boolean private_ =
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file("env")))
            .equals("rw-------");
    lab.destroy();

    assertThat(lab.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(file("ready")).doesNotExist();
    assertThat(file("env")).doesNotExist();
    assertThat(private_).isTrue();
    assertThat(lines)
        .hasSize(3)
        .anySatisfy(line ->
            assertThat(line)
                .matches("export PROXMOX_VE_ENDPOINT='https://127\\.0\\.0\\.1:[0-9]+/?'"))
        .anySatisfy(line ->
            assertThat(line).matches("export PROXMOX_VE_API_TOKEN='root@pam!lab=[0-9a-f-]+'"))
        .anySatisfy(line ->
            assertThat(line)
                .matches("export PROXMOX_VE_TLS_FINGERPRINT='([0-9A-F]{2}:){31}[0-9A-F]{2}'"));
  }

  @Test
  void aWrongCommandLineIsExplained() throws Exception {
    Process lab = start(lab("--nonsense"));

    assertThat(lab.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(lab.exitValue()).isEqualTo(2);
    assertThat(Files.readString(file("errors")))
        .startsWith("There is no option --nonsense.\n")
        .contains("--env-file FILE");
  }

  @Test
  void aPortThatIsTakenIsOneSentence() throws Exception {
    try (Lab other = Lab.start(0)) {
      List<String> command = lab("--ready-file");
      command.addAll(List.of("--port", Integer.toString(other.environment().endpoint().getPort())));
      Process lab = start(command);

      assertThat(lab.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(lab.exitValue()).isEqualTo(1);
      assertThat(Files.readAllLines(file("errors")))
          .singleElement()
          .asString()
          .startsWith("The lab cannot start: ");
    }
  }

  private void awaitReady(Process lab) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file("ready")) && lab.isAlive() && System.nanoTime() < end) {
      lab.waitFor(20, TimeUnit.MILLISECONDS);
    }
    assertThat(file("ready")).as(errors()).exists();
  }

  /// The command that starts the lab; options that name a file get one of the test's folder.
  private List<String> lab(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LabMain.class.getName(),
                "--quiet"));
    for (String option : options) {
      command.add(option);
      if (option.endsWith("-file")) {
        command.add(file(option.substring(2, option.length() - 5)).toString());
      }
    }
    return command;
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectError(file("errors").toFile()).start();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String errors() throws IOException {
    return Files.readString(file("errors"));
  }
}
