package dev.holdfast.transport.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.machines.Account;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Shell;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.ssh.SshTransport;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real sudo, su and doas on a Debian machine.
class BecomeTest {
  private static final SshTransport TRANSPORT = Ways.transport();
  private static Optional<Machine> made = Optional.empty();

  @BeforeAll
  static void start() {
    made = Optional.of(Machines.debian());
  }

  @AfterAll
  static void stop() {
    TRANSPORT.close();
    made.ifPresent(Machine::close);
  }

  private static Machine machine() {
    return made.orElseThrow();
  }

  /// su asks for the password of the user that one becomes, the others for one's own.
  private static String password(String method, Account user, String other) {
    return method.equals("su") ? machine().account(other).password() : user.password();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "admin, sudo, root, ''",
        "admin, sudo, guest, ''",
        "admin, sudo, root, -H -S -n",
        "admin, sudo, root, -i",
        "robot, sudo, root, ''",
        "robot, sudo, admin, -E",
        "teletype, sudo, root, ''",
        "admin, su, root, ''",
        "guest, su, root, ''",
        "guest, su, admin, -",
        "root, su, guest, ''",
        "admin, doas, root, ''",
        "admin, doas, guest, ''",
        "robot, doas, root, ''",
        "robot, doas, root, -n",
        "root, sudo, guest, ''"
      })
  void becomesTheOtherUser(String user, String method, String other, String flags) {
    Account account = machine().account(user);
    try (Connection connection = Ways.open(TRANSPORT, machine(), account)) {
      Shell shell =
          connection.shell(Ways.become(method, other, flags, password(method, account, other)));
      Answer answer = shell.run(Request.of("id -un; echo err >&2; exit 5"));
      assertThat(answer.text()).isEqualTo(other + "\n");
      assertThat(answer.errors()).isEqualTo("err\n");
      assertThat(answer.status()).isEqualTo(5);
      byte[] bytes = new byte[300_000];
      new Random(1).nextBytes(bytes);
      Answer echoed = shell.run(Request.of("cat").withInput(Payload.of(bytes)));
      assertThat(Arrays.equals(echoed.stdout(), bytes)).isTrue();
      assertThat(shell.run(Request.of("echo \"${LC_ALL-unset} ${_HF_LC-unset}\"")).text())
          .isEqualTo("unset unset\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "admin, sudo, Missing sudo password", "admin, su, Missing su password",
    "admin, doas, Missing doas password", "guest, sudo, Missing sudo password"
  })
  void aMissingPasswordIsNamed(String user, String method, String message) {
    refused(user, Ways.become(method, "root", "", ""), message);
  }

  @ParameterizedTest
  @CsvSource({
    "admin, sudo, Incorrect sudo password", "admin, su, Incorrect su password",
    "admin, doas, Incorrect doas password", "teletype, sudo, Incorrect sudo password"
  })
  void aWrongPasswordFails(String user, String method, String message) {
    refused(user, Ways.become(method, "root", "", "wrong"), message);
  }

  @Test
  void whoMayNotIsToldWhatTheProgramSaid() {
    refused(
        "guest",
        Ways.become("sudo", "root", "", machine().guest().password()),
        "guest is not in the sudoers file");
    refused("robot", Ways.become("sudo", "nobody-there", "", ""), "unknown user");
  }

  @Test
  void anUnknownMethodOrProgramIsAnError() {
    refused("robot", Ways.become("ksu", "root", "", ""), "Invalid become method");
    refused(
        "robot",
        new Become.Other("sudo", "root", "/no/such/sudo", "", Optional.empty()),
        "/no/such/sudo");
  }

  @Test
  void theProgramMayBeAnother() {
    machine().write("/usr/local/bin/mysudo", "#!/bin/sh\necho banner\nexec sudo \"$@\"\n");
    machine().run("chmod 755 /usr/local/bin/mysudo").text();
    try (Connection connection = Ways.open(TRANSPORT, machine(), machine().admin())) {
      var become =
          new Become.Other(
              "sudo",
              "root",
              "/usr/local/bin/mysudo",
              "",
              Optional.of(Secret.of(machine().admin().password())));
      assertThat(connection.shell(become).run(Request.of("id -un")).text()).isEqualTo("root\n");
    }
  }

  @Test
  void aTimeLimitEndsWhatAnotherUserRuns() {
    try (Connection connection = Ways.open(TRANSPORT, machine(), machine().admin())) {
      Shell shell = connection.shell(Ways.become("sudo", "root", "", machine().admin().password()));
      Answer answer =
          shell.run(
              Request.of("echo begun; sleep 77; echo never")
                  .withLimits(Limits.NONE.withTimeout(Duration.ofMillis(300))));
      assertThat(answer.timedOut()).isTrue();
      assertThat(answer.text()).isEqualTo("begun\n");
      assertThat(machine().run("pgrep -f 'sleep 7[7]'").status()).isEqualTo(1);
      assertThat(shell.run(Request.of("id -un")).text()).isEqualTo("root\n");
    }
  }

  @Test
  void noPasswordShowsInAProcessList() {
    try (Connection connection = Ways.open(TRANSPORT, machine(), machine().admin())) {
      Account admin = machine().admin();
      connection.shell(Ways.become("sudo", "root", "", admin.password())).run(Request.of("true"));
      connection
          .shell(Ways.become("su", "root", "", machine().root().password()))
          .run(Request.of("true"));
      String all = machine().run("cat /proc/[0-9]*/cmdline | tr '\\0' ' '").stdout();
      assertThat(all).contains("holdfast-shell-1-");
      assertThat(all).doesNotContain(admin.password(), machine().root().password());
      assertThat(machine().log()).doesNotContain(admin.password());
    }
  }

  private static void refused(String user, Become become, String message) {
    try (Connection connection = Ways.open(TRANSPORT, machine(), machine().account(user))) {
      assertThatThrownBy(() -> connection.shell(become).run(Request.of("id")))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining(message);
    }
  }
}
