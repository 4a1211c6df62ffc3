package dev.holdfast.transport.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.transport.Become;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.local.LocalChannels;
import dev.holdfast.transport.local.LocalConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs whose remote shell is ours, both halves on this machine.
final class JointTest {
  @TempDir private Path folder = Path.of("");

  private static Joint.Outcome run(String program, Limits limits) {
    try (LocalChannels here = new LocalChannels();
        LocalConnection there = new LocalConnection()) {
      return Joint.run(
          here, program, line -> there.stream(Become.login(), Request.of(line)), limits);
    }
  }

  private static Joint.Outcome run(String program) {
    return run(program, Limits.NONE);
  }

  @Test
  void theOtherHalfGetsTheCommandAndBothStreams() {
    Joint.Outcome outcome =
        run(
            "echo sent | "
                + Joint.SHELL
                + " -l me host 'echo told >&2; head -n 1 |' tr a-z A-Z; exit 4");
    assertThat(outcome.answer().text()).isEqualTo("SENT\n");
    assertThat(outcome.answer().errors()).isEqualTo("told\n");
    assertThat(outcome.answer().status()).isEqualTo(4);
    assertThat(outcome.far()).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void bytesPassUnchangedInBothDirections() throws IOException {
    byte[] content = new byte[3 << 20];
    new Random(7).nextBytes(content);
    Path from = Files.write(folder.resolve("from"), content);
    Path to = folder.resolve("to");
    Joint.Outcome outcome =
        run("cat '%s' | %s host head -c 3145728 >'%s'".formatted(from, Joint.SHELL, to));
    assertThat(outcome.answer().ok()).isTrue();
    assertThat(to).hasBinaryContent(content);
  }

  @Test
  void bothStatusesAreTold() {
    Joint.Outcome outcome = run(Joint.SHELL + " host exit 7 </dev/null; echo own >&2; exit 5");
    assertThat(outcome.answer().status()).isEqualTo(5);
    assertThat(outcome.answer().errors()).isEqualTo("own\n");
    assertThat(outcome.far()).isEqualTo(OptionalInt.of(7));
  }

  @Test
  void aProgramThatStartsNoShellHasNoOtherHalf() {
    Joint.Outcome outcome = run("echo alone; exit 3");
    assertThat(outcome.answer().text()).isEqualTo("alone\n");
    assertThat(outcome.answer().status()).isEqualTo(3);
    assertThat(outcome.far()).isEmpty();
  }

  @Test
  void anOtherHalfThatCannotBeStartedEndsTheProgram() {
    try (LocalChannels here = new LocalChannels()) {
      Joint.Far none =
          _ -> {
            throw new TransportException(TransportException.Reason.BECOME, "no");
          };
      String program = Joint.SHELL + " host true; sleep 100";
      assertThatThrownBy(() -> Joint.run(here, program, none, Limits.NONE)).hasMessage("no");
    }
  }

  @Test
  void aTimeLimitEndsBoth() {
    Limits limits = Limits.NONE.withTimeout(Duration.ofMillis(300));
    Joint.Outcome outcome = run(Joint.SHELL + " host sleep 100 </dev/null", limits);
    assertThat(outcome.answer().timedOut()).isTrue();
  }

  @Test
  void whatAShellSaysAtItsStartIsNotInTheStream() throws IOException {
    try (LocalConnection connection = new LocalConnection();
        Channel channel =
            connection.stream(
                Become.login(), Request.of("IFS= read -r one; echo \"$one\"; exit 6"))) {
      channel.stdin().write("line\nmore\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      channel.stdin().close();
      assertThat(channel.stdout().readAllBytes()).asString().isEqualTo("line\n");
      assertThat(channel.await()).isEqualTo(6);
    }
  }
}
