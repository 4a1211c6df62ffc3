package dev.holdfast.transport.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Machines;
import dev.holdfast.machines.Recipe;
import dev.holdfast.transport.AgentProcess;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Limits;
import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.Target.Credential;
import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.Target.HostKeys.Unknown;
import dev.holdfast.transport.Tools;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.TransportException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way to log in, to real servers.
class LoginTest {
  private final SshTransport transport = Hops.transport();

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void close() {
    transport.close();
  }

  private String answer(Hop hop, String command) {
    try (Connection connection = transport.open(new Target.Ssh(List.of(), hop))) {
      return connection.exec(command, Payload.NONE, Limits.NONE).text().strip();
    }
  }

  private TransportException failure(Hop hop) {
    return catchThrowableOfType(TransportException.class, () -> answer(hop, "echo in"));
  }

  private static Machine plain(String... sshd) {
    return Machines.recipe(Recipe.Kind.PLAIN).withSshd(sshd).start();
  }

  private static Credential file(Path key) {
    return new Credential.KeyFile(key.toString(), Optional.empty(), Optional.empty());
  }

  @Test
  void everyTypeOfKeyLogsIn() {
    StringBuilder allowed = new StringBuilder();
    List<List<String>> types =
        List.of(
            List.of("ed25519", "256"),
            List.of("rsa", "3072"),
            List.of("ecdsa", "256"),
            List.of("ecdsa", "384"),
            List.of("ecdsa", "521"));
    for (List<String> type : types) {
      String name = type.getFirst() + type.getLast();
      Path key = Tools.key(folder, name, type.getFirst(), "-b", type.getLast());
      allowed.append(Tools.read(Path.of(key + ".pub")));
    }
    Path authorized = Tools.write(folder.resolve("authorized"), allowed.toString());
    try (Machine machine = plain("AuthorizedKeysFile " + authorized)) {
      for (List<String> type : types) {
        Path key = folder.resolve(type.getFirst() + type.getLast());
        Hop hop = Hops.with(Hops.of(machine), List.of(file(key)));
        assertThat(answer(hop, "echo in")).as(key.toString()).isEqualTo("in");
      }
      Credential text =
          new Credential.KeyText(
              Secret.of(Tools.read(folder.resolve("ed25519256"))), Optional.empty());
      assertThat(answer(Hops.with(Hops.of(machine), List.of(text)), "echo in")).isEqualTo("in");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void certificatesOfUsersLogIn(String type) {
    Path authority = Tools.key(folder, "ca", "ed25519");
    Path key = Tools.key(folder, "user", type);
    String user = System.getProperty("user.name");
    Tools.run(
        "ssh-keygen", "-q", "-s", authority.toString(), "-I", "someone", "-n", user, key + ".pub");
    Path none = Tools.write(folder.resolve("none"), "");
    try (Machine machine =
        plain("TrustedUserCAKeys " + authority + ".pub", "AuthorizedKeysFile " + none)) {
      Hop hop = Hops.with(Hops.of(machine), List.of(file(key)));
      assertThat(answer(hop, "echo in")).isEqualTo("in");
      assertThat(machine.log()).contains("ID someone");
      Credential named =
          new Credential.KeyFile(key.toString(), Optional.empty(), Optional.of(key + "-cert.pub"));
      assertThat(answer(Hops.with(Hops.of(machine), List.of(named)), "echo in")).isEqualTo("in");
    }
  }

  @Test
  void anAgentsKeyLogsInAndCanBeForwarded() {
    try (AgentProcess agent = AgentProcess.start(folder);
        Machine machine = plain()) {
      agent.add(Tools.key(folder, "foreign", "rsa"));
      agent.add(machine.privateKey());
      Hop hop = Hops.with(Hops.of(machine), List.of(new Credential.Agent(agent.socket())));
      assertThat(answer(hop, "ssh-add -l; echo ${SSH_AUTH_SOCK:-none}")).endsWith("none");
      Target.Link forwarding =
          new Target.Link(Duration.ZERO, 3, Optional.of(agent.socket()), Optional.empty());
      assertThat(answer(Hops.linked(hop, forwarding), "ssh-add -l"))
          .contains("(RSA)")
          .contains("(ED25519)");
      Hop limited =
          Hops.with(
              hop,
              List.of(
                  new Credential.Agent(agent.socket(), Optional.of(List.of(folder + "/foreign")))));
      assertThat(failure(limited))
          .hasMessageContaining("ssh-rsa key of the agent")
          .hasMessageNotContaining("ed25519");
    }
  }

  @Test
  void aPasswordLogsInByEitherMethod() {
    try (Machine machine = Machines.busybox()) {
      Hop hop = Hops.as(Hops.of(machine), machine.admin().name());
      Secret right = Secret.of(machine.admin().password());
      assertThat(answer(Hops.with(hop, List.of(new Credential.Password(right))), "id -un"))
          .isEqualTo(machine.admin().name());
      Hop wrong = Hops.with(hop, List.of(new Credential.Password(Secret.of("no-such-word"))));
      assertThat(failure(wrong))
          .hasMessageContaining("tried the password (refused)")
          .hasMessageNotContaining("no-such-word");
    }
  }

  @Test
  void aPasswordLogsInWhereItIsAskedForInteractively() {
    Machines.missing(Recipe.Kind.DEBIAN).ifPresent(org.junit.jupiter.api.Assumptions::abort);
    try (Machine machine =
        Machines.recipe(Recipe.Kind.DEBIAN)
            .withSshd("PasswordAuthentication no", "KbdInteractiveAuthentication yes")
            .start()) {
      Hop hop = Hops.as(Hops.of(machine), machine.admin().name());
      Secret right = Secret.of(machine.admin().password());
      assertThat(answer(Hops.with(hop, List.of(new Credential.Password(right))), "id -un"))
          .isEqualTo(machine.admin().name());
      Hop wrong = Hops.with(hop, List.of(new Credential.Password(Secret.of("no-such-word"))));
      assertThat(failure(wrong)).hasMessageContaining("asked for interactively (refused)");
    }
  }

  @Test
  void givesKeyAndPasswordWhereBothAreWanted() {
    Machines.missing(Recipe.Kind.BUSYBOX).ifPresent(org.junit.jupiter.api.Assumptions::abort);
    try (Machine machine =
        Machines.recipe(Recipe.Kind.BUSYBOX)
            .withSshd("AuthenticationMethods publickey,password")
            .start()) {
      Hop hop = Hops.as(Hops.of(machine), machine.admin().name());
      Credential password = new Credential.Password(Secret.of(machine.admin().password()));
      assertThat(answer(Hops.with(hop, List.of(password, file(machine.privateKey()))), "id -un"))
          .isEqualTo(machine.admin().name());
      assertThat(failure(hop)).hasMessageContaining("(not enough); the server allows password");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa, 256, ecdsa-sha2-nistp256",
    "ecdsa, 384, ecdsa-sha2-nistp384",
    "ecdsa, 521, ecdsa-sha2-nistp521",
    "rsa, 2048, rsa-sha2-512",
    "rsa, 2048, rsa-sha2-256"
  })
  void everyTypeOfHostKeyIsChecked(String type, String bits, String algorithm) {
    Path key = Tools.key(folder, "host", type, "-b", bits);
    String pin = Tools.read(Path.of(key + ".pub"));
    try (Machine machine = plain("HostKey " + key, "HostKeyAlgorithms " + algorithm)) {
      Hop hop = Hops.of(machine);
      HostKeys right = new HostKeys.Pinned(List.of(pin));
      assertThat(answer(Hops.trusting(hop, right), "echo in")).isEqualTo("in");
      TransportException refused = failure(hop);
      assertThat(refused.reason()).isEqualTo(Reason.HOST_KEY);
      assertThat(machine.log()).doesNotContain("userauth-request");
    }
  }

  @Test
  void asksForTheTypeOfKeyThatIsKnown() {
    Path key = Tools.key(folder, "host", "ecdsa");
    try (Machine machine = plain("HostKey " + key)) {
      Hop hop = Hops.of(machine);
      String line = "[127.0.0.1]:" + machine.port() + " " + Tools.read(Path.of(key + ".pub"));
      Path file = Tools.write(folder.resolve("known"), line);
      HostKeys known =
          new HostKeys.KnownHosts(List.of(file.toString()), Unknown.REFUSE, Optional.empty());
      assertThat(answer(Hops.trusting(hop, known), "echo in")).isEqualTo("in");
      String print = Tools.run("ssh-keygen", "-lf", key + ".pub").split(" ")[1];
      assertThat(answer(Hops.trusting(hop, new HostKeys.Pinned(List.of(print))), "echo in"))
          .isEqualTo("in");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void aCertificateOfTheHostIsTrustedByItsAuthority(String type) {
    Path authority = Tools.key(folder, "ca", "ecdsa");
    Path key = Tools.key(folder, "host", type);
    String[] sign = {"ssh-keygen", "-q", "-s", authority.toString(), "-I", "h", "-h", "-n"};
    Tools.run(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(sign), java.util.stream.Stream.of("127.*", key + ".pub"))
            .toArray(String[]::new));
    try (Machine machine = plain("HostKey " + key, "HostCertificate " + key + "-cert.pub")) {
      String line = "@cert-authority * " + Tools.read(Path.of(authority + ".pub"));
      Path file = Tools.write(folder.resolve("known"), line);
      HostKeys known =
          new HostKeys.KnownHosts(List.of(file.toString()), Unknown.REFUSE, Optional.empty());
      assertThat(answer(Hops.trusting(Hops.of(machine), known), "echo in")).isEqualTo("in");
      Tools.write(file, line + "@revoked * " + Tools.read(Path.of(key + ".pub")));
      assertThat(failure(Hops.trusting(Hops.of(machine), known)))
          .hasMessageContaining("marked as revoked");
    }
  }

  @Test
  void noPasswordGoesToAHostWhoseKeyChanged() {
    Path other = Tools.key(folder, "other", "ed25519");
    try (Machine machine = Machines.busybox()) {
      String line =
          "["
              + machine.address()
              + "]:"
              + machine.port()
              + " "
              + Tools.read(Path.of(other + ".pub"));
      Path file = Tools.write(folder.resolve("known"), line);
      HostKeys lax =
          new HostKeys.KnownHosts(List.of(file.toString()), Unknown.ACCEPT_ANY, Optional.empty());
      Hop hop = Hops.trusting(Hops.of(machine), lax);
      assertThat(answer(hop, "echo in")).isEqualTo("in");
      Hop typed =
          Hops.with(hop, List.of(new Credential.Password(Secret.of(machine.root().password()))));
      assertThat(failure(typed))
          .hasMessageContaining("the password was not sent, because the host key changed");
      assertThat(machine.log()).doesNotContain("password for");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KexAlgorithms curve25519-sha256",
        "KexAlgorithms ecdh-sha2-nistp256",
        "KexAlgorithms ecdh-sha2-nistp384",
        "KexAlgorithms ecdh-sha2-nistp521",
        "KexAlgorithms diffie-hellman-group14-sha256",
        "KexAlgorithms diffie-hellman-group16-sha512",
        "KexAlgorithms diffie-hellman-group18-sha512",
        "Ciphers aes256-gcm@openssh.com",
        "Ciphers aes128-ctr",
        "Ciphers aes256-ctr\nMACs hmac-sha2-512-etm@openssh.com",
        "Ciphers aes192-ctr\nMACs hmac-sha2-256",
        "RekeyLimit 64K"
      })
  void speaksEveryAlgorithmOfItsList(String settings) {
    try (Machine machine = plain(settings.split("\n"))) {
      assertThat(answer(Hops.of(machine), "head -c 300000 /dev/zero | tr '\\0' x"))
          .isEqualTo("x".repeat(300_000));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KexAlgorithms diffie-hellman-group14-sha1",
        "Ciphers aes128-cbc",
        "Ciphers aes128-ctr\nMACs hmac-sha1"
      })
  void refusesWeakAlgorithms(String settings) {
    try (Machine machine = plain(settings.split("\n"))) {
      TransportException refused = failure(Hops.of(machine));
      assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(refused).hasMessageContaining("Unable to reach a settlement of");
    }
  }
}
