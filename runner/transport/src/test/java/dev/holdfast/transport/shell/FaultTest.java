package dev.holdfast.transport.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.ssh.SshTransport;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Noise before the shell, and ways that break under it.
class FaultTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo Welcome; echo Warning >&2",
        "printf 'no line end'; printf 'Password: ' >&2",
        "head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2",
        "echo holdfast-shell-1-; echo 'holdfast-shell-1-00000000000000000000000000000000 sh 1 1 1 1'",
        "cat() { echo mine; }; alias head=false; umask 022; set -f"
      })
  void whatComesBeforeTheShellIsNotHeard(String noise) {
    try (Dialect channels = Dialect.after(noise)) {
      var shells = new Shells(channels);
      Answer answer =
          shells
              .shell(Become.login())
              .run(Request.of("cat; echo err >&2").withInput(Payload.of("in\0")));
      assertThat(answer.text()).isEqualTo("in\0");
      assertThat(answer.errors()).isEqualTo("err\n");
    }
  }

  @Test
  void aMachineThatStartsNoShellSaysWhy() {
    try (Dialect channels = Dialect.after("echo 'This account is closed.' >&2; exit 1")) {
      assertThatThrownBy(() -> new Shells(channels).shell(Become.login()).run(Request.of("true")))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("This account is closed.");
    }
  }

  @Test
  void aMachineThatNeverGreetsIsGivenUp() {
    try (Dialect channels = Dialect.after("sleep 60")) {
      var shells = new Shells(channels, Duration.ofMillis(200));
      assertThatThrownBy(() -> shells.shell(Become.login()).run(Request.of("true")))
          .hasMessageContaining("did not greet");
    }
  }

  @Test
  void aRequestIsNotSentAgainWhenTheConnectionDies() {
    try (Machine machine = Machines.busybox();
        SshTransport transport = Ways.transport();
        Connection connection = Ways.open(transport, machine, machine.root())) {
      Shell shell = connection.shell(Become.login());
      CompletableFuture<Answer> running =
          CompletableFuture.supplyAsync(
              () -> shell.run(Request.of("echo run >> /root/runs; sleep 60; echo done")));
      Awaitility.await().until(() -> machine.exists("/root/runs"));
      machine.cut();
      assertThatThrownBy(running::join)
          .hasCauseInstanceOf(TransportException.class)
          .cause()
          .extracting(cause -> ((TransportException) cause).reason())
          .isEqualTo(TransportException.Reason.LOST);
      assertThatThrownBy(() -> shell.run(Request.of("echo run >> /root/runs")))
          .isInstanceOf(TransportException.class);
      assertThat(machine.read("/root/runs")).isEqualTo("run\n");
    }
  }

  @Test
  void anInputThatBreaksOffIsNotTakenForAWholeOne() {
    try (Dialect channels = Dialect.of("/bin/sh")) {
      Shell shell = new Shells(channels).shell(Become.login());
      var cut =
          new Payload() {
            @Override
            public long length() {
              return 100_000;
            }

            @Override
            public InputStream open() {
              return new ByteArrayInputStream(new byte[50_000]);
            }
          };
      assertThatThrownBy(() -> shell.run(Request.of("wc -c").withInput(cut)))
          .isInstanceOf(TransportException.class);
      assertThat(shell.run(Request.of("echo next")).text()).isEqualTo("next\n");
    }
  }
}
