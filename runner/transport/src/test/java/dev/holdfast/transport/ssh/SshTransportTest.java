package dev.holdfast.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.transport.Answer;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Target.Credential;
import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections to real OpenSSH servers on this host: commands, files, chains, limits, ends.
class SshTransportTest {
  private static List<Machine> machines = List.of();
  private static SshTransport transport = Hops.transport();

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    machines = List.of(Machines.plain(), Machines.plain(), Machines.plain());
  }

  @AfterAll
  static void stop() {
    transport.close();
    machines.forEach(Machine::close);
  }

  private static Hop hop(int index) {
    return Hops.of(machines.get(index));
  }

  private static Connection open(Hop host, Hop... jumps) {
    return transport.open(new Target.Ssh(List.of(jumps), host));
  }

  @Test
  void runsACommandWithInputAndBothOutputsApart() {
    try (Connection connection = open(hop(0))) {
      Answer answer =
          connection.exec("cat; echo bad >&2; exit 7", Payload.of("in\0put"), Limits.NONE);
      assertThat(answer.status()).isEqualTo(7);
      assertThat(answer.text()).isEqualTo("in\0put");
      assertThat(answer.errors()).isEqualTo("bad\n");
    }
  }

  @Test
  void passesThroughAChainOfJumpHosts() {
    try (Connection connection = open(hop(2), hop(0), hop(1))) {
      assertThat(connection.exec("echo $SSH_CONNECTION", Payload.NONE, Limits.NONE).text())
          .contains(" " + machines.get(2).port() + "\n");
    }
  }

  @Test
  void sharesConnectionsToJumpHosts() {
    try (SshTransport own = Hops.transport()) {
      int before = logins(0);
      Target.Ssh way = new Target.Ssh(List.of(hop(0)), hop(1));
      try (Connection one = own.open(way);
          Connection two = own.open(way)) {
        assertThat(one.exec("true", Payload.NONE, Limits.NONE).ok()).isTrue();
        assertThat(two.exec("true", Payload.NONE, Limits.NONE).ok()).isTrue();
      }
      assertThat(logins(0) - before).isEqualTo(1);
    }
  }

  private static int logins(int index) {
    return machines.get(index).log().split("Accepted publickey", -1).length - 1;
  }

  @Test
  void passesThroughACommandOnAJumpHost() {
    Hop relay =
        Hops.linked(
            hop(0),
            new Target.Link(
                Duration.ZERO,
                3,
                Optional.empty(),
                Optional.of(Hops.connector("127.0.0.1", machines.get(1).port()))));
    try (Connection connection = open(hop(1), relay)) {
      assertThat(connection.exec("echo here", Payload.NONE, Limits.NONE).text())
          .isEqualTo("here\n");
    }
  }

  @Test
  void passesThroughALocalCommand() {
    String command = Hops.connector("127.0.0.1", machines.get(0).port());
    try (Connection connection =
        transport.open(new Target.Ssh(Optional.of(command), List.of(), hop(0)))) {
      assertThat(connection.exec("echo here", Payload.NONE, Limits.NONE).text())
          .isEqualTo("here\n");
    }
  }

  @Test
  void copiesFilesBothWaysByteForByte() throws IOException {
    byte[] content = new byte[3_000_000];
    new Random(7).nextBytes(content);
    Path file = folder.resolve("it's $HOME\n");
    try (Connection connection = open(hop(0))) {
      connection.upload(new ByteArrayInputStream(content), content.length, file.toString());
      ByteArrayOutputStream back = new ByteArrayOutputStream();
      connection.download(file.toString(), back);
      assertThat(Files.readAllBytes(file)).isEqualTo(content);
      assertThat(back.toByteArray()).isEqualTo(content);
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }
  }

  @Test
  void neverWritesOverAFileAndNamesMissingOnes() throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "kept");
    try (Connection connection = open(hop(0))) {
      IOException over =
          catchThrowableOfType(
              IOException.class,
              () -> connection.upload(new ByteArrayInputStream(new byte[1]), 1, there.toString()));
      assertThat(over).hasMessageContaining("Unable to write " + there);
      IOException missing =
          catchThrowableOfType(
              IOException.class,
              () -> connection.download(folder + "/none", new ByteArrayOutputStream()));
      assertThat(missing).hasMessageContaining("not a file");
    }
    assertThat(there).hasContent("kept");
  }

  @Test
  void runsMoreCommandsAtOnceThanOneConnectionCarries() throws Exception {
    try (Connection connection = open(hop(0));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Path gate = folder.resolve("gate");
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Callable<Integer> command =
            () ->
                connection
                    .exec(
                        "while [ ! -e " + gate + " ]; do sleep 0.05; done",
                        Payload.NONE,
                        Limits.NONE)
                    .status();
        running.add(threads.submit(command));
      }
      assertThat(connection.exec("echo 13th", Payload.NONE, Limits.NONE).text())
          .isEqualTo("13th\n");
      Files.createFile(gate);
      for (Future<Integer> one : running) {
        assertThat(one.get()).isZero();
      }
    }
  }

  @Test
  void takesAnotherConnectionWhereAServerAllowsOneSession() throws IOException {
    try (Machine narrow = Machines.recipe(Recipe.Kind.PLAIN).withSshd("MaxSessions 1").start();
        SshTransport own = Hops.transport()) {
      Link link = new JumpPool(Hops.opener()).open(new Target.Ssh(List.of(), Hops.of(narrow)));
      JumpPool pool = new JumpPool(Hops.opener());
      try (SshChannels channels =
              new SshChannels(link, () -> pool.open(new Target.Ssh(List.of(), Hops.of(narrow))));
          Channel first = channels.exec("cat", false);
          Channel second = channels.exec("echo two", false)) {
        assertThat(new String(second.stdout().readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("two\n");
        first.stdin().close();
        assertThat(first.await()).isZero();
      }
      assertThat(own).isNotNull();
    }
  }

  @Test
  void aTerminalIsRawAndSilent() throws IOException {
    JumpPool pool = new JumpPool(Hops.opener());
    Target.Ssh target = new Target.Ssh(List.of(), hop(0));
    try (SshChannels channels = new SshChannels(pool.open(target), () -> pool.open(target));
        Channel channel = channels.exec("head -c 6 | od -An -tx1; tty >/dev/null; echo $?", true)) {
      channel.stdin().write(new byte[] {0, 3, 4, 10, 13, 26});
      channel.stdin().flush();
      String shown = new String(channel.stdout().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shown).isEqualTo(" 00 03 04 0a 0d 1a\n0\n");
    }
  }

  @Test
  void aTimeLimitEndsTheCommandAndNotTheConnection() {
    try (Connection connection = open(hop(0))) {
      Answer answer =
          connection.exec(
              "echo start; sleep 60",
              Payload.NONE,
              Limits.NONE.withTimeout(Duration.ofMillis(300)));
      assertThat(answer.timedOut()).isTrue();
      assertThat(answer.text()).isEqualTo("start\n");
      assertThat(connection.exec("echo on", Payload.NONE, Limits.NONE).text()).isEqualTo("on\n");
    }
  }

  @Test
  void aSignalIsToldAsItsNumber() {
    try (Connection connection = open(hop(0))) {
      assertThat(connection.exec("kill -KILL $$", Payload.NONE, Limits.NONE).status())
          .isEqualTo(137);
    }
  }

  @Test
  void aCommandThatReadsNothingDoesNotBreakItsConnection() {
    try (Connection connection = open(hop(0))) {
      byte[] much = new byte[8 << 20];
      assertThat(connection.exec("exit 3", Payload.of(much), Limits.NONE).status()).isEqualTo(3);
      assertThat(connection.exec("wc -c", Payload.of(much), Limits.NONE).text().strip())
          .isEqualTo(Integer.toString(much.length));
    }
  }

  @Test
  void aChannelThatIsGivenUpInTheMiddleLeavesTheConnectionWhole() throws IOException {
    JumpPool pool = new JumpPool(Hops.opener());
    Target.Ssh target = new Target.Ssh(List.of(), hop(0));
    try (SshChannels channels = new SshChannels(pool.open(target), () -> pool.open(target))) {
      for (int i = 0; i < 5; i++) {
        try (Channel noisy = channels.exec("cat /dev/zero", false)) {
          assertThat(noisy.stdout().readNBytes(100)).hasSize(100);
        }
      }
      try (Channel last = channels.exec("echo fine", false)) {
        assertThat(new String(last.stdout().readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("fine\n");
      }
      assertThat(channels.alive()).isTrue();
    }
  }

  @Test
  void namesTheHopThatIsNotThere() {
    Hop nobody = Hops.at(hop(0), "127.0.0.1", 1);
    TransportException first =
        catchThrowableOfType(TransportException.class, () -> open(hop(1), nobody));
    assertThat(first.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(first)
        .hasMessageContaining("Unable to reach jump host 1 of 1, ")
        .hasMessageContaining("@127.0.0.1:1: connection refused");
    TransportException behind =
        catchThrowableOfType(TransportException.class, () -> open(nobody, hop(1)));
    assertThat(behind)
        .hasMessageContaining(":1 through jump host 1 of 1, ")
        .hasMessageContaining("Connection refused");
  }

  @Test
  void saysThatAJumpHostForbidsForwarding() {
    try (Machine closed =
        Machines.recipe(Recipe.Kind.PLAIN).withSshd("AllowTcpForwarding no").start()) {
      TransportException refused =
          catchThrowableOfType(TransportException.class, () -> open(hop(1), Hops.of(closed)));
      assertThat(refused).hasMessageContaining("it forbids that (AllowTcpForwarding");
    }
  }

  @Test
  void saysWhatWasTriedWhenNobodyLetsUsIn() {
    Path key = dev.holdfast.transport.Tools.key(folder, "other", "ed25519");
    Hop stranger =
        Hops.with(
            hop(1),
            List.of(
                new Credential.KeyFile(key.toString(), Optional.empty(), Optional.empty()),
                new Credential.KeyFile(folder + "/none", Optional.empty(), Optional.empty()),
                new Credential.Password(Secret.of("hidden-word"))));
    TransportException refused =
        catchThrowableOfType(TransportException.class, () -> open(hop(2), hop(0), stranger));
    assertThat(refused.reason()).isEqualTo(Reason.AUTHENTICATION);
    assertThat(refused)
        .hasMessageContaining("jump host 2 of 2, ")
        .hasMessageContaining("ssh-ed25519 key " + key + " SHA256:")
        .hasMessageContaining("(refused)")
        .hasMessageContaining(folder + "/none: no such file")
        .hasMessageContaining("the server allows publickey")
        .hasMessageNotContaining("hidden-word");
  }

  @Test
  void opensManyMachinesAtOnce() throws Exception {
    try (SshTransport own = Hops.transport();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int number = i;
        Callable<String> work =
            () -> {
              try (Connection connection =
                  own.open(new Target.Ssh(List.of(hop(0)), hop(1 + number % 2)))) {
                return connection.exec("echo " + number, Payload.NONE, Limits.NONE).text();
              }
            };
        answers.add(threads.submit(work));
      }
      for (int i = 0; i < 30; i++) {
        assertThat(answers.get(i).get()).isEqualTo(i + "\n");
      }
    }
  }

  @Test
  void tellsACutConnectionFromAQuietCommand() throws Exception {
    Target.Link impatient =
        new Target.Link(Duration.ofMillis(100), 3, Optional.empty(), Optional.empty());
    try (Machine machine = Machines.plain();
        SshTransport own = Hops.transport();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Hop host = Hops.linked(Hops.of(machine), impatient);
      Connection connection = own.open(new Target.Ssh(List.of(), host));
      assertThat(connection.exec("sleep 1; echo done", Payload.NONE, Limits.NONE).text())
          .isEqualTo("done\n");
      Future<Answer> hanging =
          threads.submit(() -> connection.exec("sleep 60", Payload.NONE, Limits.NONE));
      machine.freeze();
      try {
        Exception failure = catchThrowableOfType(Exception.class, hanging::get);
        assertThat(failure.getCause())
            .isInstanceOfSatisfying(
                TransportException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOST))
            .hasMessageContaining("127.0.0.1:" + machine.port())
            .hasMessageContaining("no answer to 3 signs of life in 300 ms");
      } finally {
        machine.thaw();
      }
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUpInTime() {
    try (Machine machine = Machines.plain()) {
      machine.freeze();
      Hop host = Hops.within(Hops.of(machine), Duration.ofMillis(400));
      try {
        TransportException silent =
            catchThrowableOfType(TransportException.class, () -> open(host, hop(0)));
        assertThat(silent.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(silent).hasMessageContaining("no answer in 400 ms");
        assertThat(silent).hasMessageNotContaining("jump host");
      } finally {
        machine.thaw();
      }
    }
  }

  @Test
  void aJumpHostThatGoesTakesTheMachineBehindItWithAClearText() {
    try (Machine jump = Machines.plain();
        SshTransport own = Hops.transport()) {
      Connection connection = own.open(new Target.Ssh(List.of(Hops.of(jump)), hop(0)));
      jump.stop();
      TransportException lost =
          catchThrowableOfType(
              TransportException.class,
              () -> connection.exec("sleep 60", Payload.NONE, Limits.NONE));
      assertThat(lost.reason()).isEqualTo(Reason.LOST);
      assertThat(lost).hasMessageContaining("jump host 1 of 1, ");
    }
  }

  @Test
  void aHostThatIsNotPinnedIsRefused() {
    Hop wrong = Hops.trusting(hop(0), new HostKeys.Pinned(List.of("SHA256:" + "A".repeat(43))));
    TransportException refused = catchThrowableOfType(TransportException.class, () -> open(wrong));
    assertThat(refused.reason()).isEqualTo(Reason.HOST_KEY);
    assertThat(refused).hasMessageContaining("none of the pinned ones");
    assertThat(machines.get(0).log()).doesNotContain("Failed password");
  }
}
