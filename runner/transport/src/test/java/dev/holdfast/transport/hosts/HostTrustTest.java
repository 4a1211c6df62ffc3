package dev.holdfast.transport.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.Target.HostKeys.KnownHosts;
import dev.holdfast.transport.Target.HostKeys.Unknown;
import dev.holdfast.transport.Tools;
import dev.holdfast.transport.hosts.HostTrust.Verdict;
import dev.holdfast.transport.key.PublicKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trust in host keys, with files as OpenSSH's programs write them.
class HostTrustTest {
  @TempDir private static Path keys = Path.of("");
  private static byte[] key = {};
  private static byte[] other = {};
  private static byte[] elliptic = {};
  private static byte[] authority = {};

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void makeKeys() {
    key = blob(Tools.key(keys, "key", "ed25519"));
    other = blob(Tools.key(keys, "other", "ed25519"));
    elliptic = blob(Tools.key(keys, "elliptic", "ecdsa"));
    authority = blob(Tools.key(keys, "authority", "ed25519"));
  }

  private static byte[] blob(Path file) {
    return PublicKeys.parseLine(Tools.read(Path.of(file + ".pub"))).orElseThrow();
  }

  private static Verdict judge(String text, Path file, Unknown unknown, String host, int port) {
    return judge(text, file, unknown, host, port, key);
  }

  private static Verdict judge(
      String text, Path file, Unknown unknown, String host, int port, byte[] shown) {
    Tools.write(file, text);
    KnownHosts known = new KnownHosts(List.of(file.toString()), unknown, Optional.empty());
    return new HostTrust(Clock.systemUTC()).judge(known, host, port, shown);
  }

  private static String line(String names, byte[] blob) {
    return names + " " + PublicKeys.line(blob) + " comment\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          host                  | host        | 22   | true
          host                  | HOST        | 22   | true
          host,other            | other       | 22   | true
          *.example.org         | a.example.org | 22 | true
          *.example.org         | example.org | 22   | false
          h?st                  | hast        | 22   | true
          *,!host               | host        | 22   | false
          *,!host               | guest       | 22   | true
          [host]:2222           | host        | 2222 | true
          [host]:2222           | host        | 22   | false
          [host]:2222           | host        | 2223 | false
          host                  | host        | 2222 | true
          [*.example.org]:22??  | x.example.org | 2211 | true
          ::1                   | ::1         | 22   | true
          """)
  void findsHostsByEveryFormOfName(String names, String host, int port, boolean found) {
    Verdict verdict = judge(line(names, key), folder.resolve("f"), Unknown.REFUSE, host, port);
    assertThat(verdict instanceof Verdict.Trusted).isEqualTo(found);
  }

  @Test
  void findsHostsThatSshKeygenHashed() {
    Path file = Tools.write(folder.resolve("f"), line("one", key) + line("[two]:2200", key));
    Tools.run("ssh-keygen", "-q", "-H", "-f", file.toString());
    String hashed = Tools.read(file);
    assertThat(hashed).contains("|1|").doesNotContain("one");
    assertThat(judge(hashed, file, Unknown.REFUSE, "one", 22)).isEqualTo(new Verdict.Trusted());
    assertThat(judge(hashed, file, Unknown.REFUSE, "two", 2200)).isEqualTo(new Verdict.Trusted());
    assertThat(judge(hashed, file, Unknown.REFUSE, "two", 22)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void writesNewHostsSoThatSshKeygenFindsThem() {
    for (boolean hashed : List.of(true, false)) {
      Path file = folder.resolve("new/known_" + hashed);
      KnownHosts known =
          new KnownHosts(
              List.of(file.toString()),
              Unknown.ACCEPT_NEW,
              Optional.empty(),
              Optional.empty(),
              hashed);
      HostTrust trust = new HostTrust(Clock.systemUTC());
      assertThat(trust.judge(known, "fresh", 2200, key)).isEqualTo(new Verdict.Trusted());
      assertThat(Tools.run("ssh-keygen", "-F", "[fresh]:2200", "-f", file.toString()))
          .contains(PublicKeys.line(key));
      assertThat(trust.judge(known, "fresh", 2200, key)).isEqualTo(new Verdict.Trusted());
      assertThat(trust.judge(known, "fresh", 2200, other)).isInstanceOf(Verdict.Refused.class);
      assertThat(Tools.read(file).lines()).hasSize(1);
    }
  }

  @Test
  void endsALineThatWasLeftOpenBeforeItAdds() {
    Path file = folder.resolve("f");
    assertThat(judge(line("a", other).strip(), file, Unknown.ACCEPT_NEW, "b", 22))
        .isEqualTo(new Verdict.Trusted());
    assertThat(Tools.read(file).lines()).hasSize(2);
  }

  @Test
  void writesEachNewHostOnceFromManyThreads() throws Exception {
    Path file = folder.resolve("f");
    KnownHosts known =
        new KnownHosts(List.of(file.toString()), Unknown.ACCEPT_NEW, Optional.empty());
    HostTrust trust = new HostTrust(Clock.systemUTC());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Verdict>> verdicts = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String host = "host" + i % 25;
        verdicts.add(threads.submit(() -> trust.judge(known, host, 22, key)));
      }
      for (Future<Verdict> verdict : verdicts) {
        assertThat(verdict.get()).isEqualTo(new Verdict.Trusted());
      }
    }
    assertThat(Tools.read(file).lines()).hasSize(25);
  }

  @Test
  void aChangedKeyIsNamedWithItsLineAndNeverFullyTrusted() {
    Path file = folder.resolve("f");
    String text = "# comment\n" + line("host", other);
    for (Unknown unknown : List.of(Unknown.REFUSE, Unknown.ACCEPT_NEW)) {
      assertThat(judge(text, file, unknown, "host", 22))
          .isInstanceOfSatisfying(
              Verdict.Refused.class,
              refused ->
                  assertThat(refused.why())
                      .contains(file + ":2")
                      .contains(PublicKeys.fingerprint(key))
                      .contains(PublicKeys.fingerprint(other)));
    }
    assertThat(judge(text, file, Unknown.ACCEPT_ANY, "host", 22))
        .isInstanceOf(Verdict.TakenUnsafely.class);
    assertThat(Tools.read(file)).isEqualTo(text);
  }

  @Test
  void aRevokedKeyIsRefusedWhateverElseIsSaid() {
    String text = line("host", key) + "@revoked " + line("*", key);
    for (Unknown unknown : Unknown.values()) {
      assertThat(judge(text, folder.resolve("f"), unknown, "host", 22))
          .isInstanceOfSatisfying(
              Verdict.Refused.class, refused -> assertThat(refused.why()).contains("revoked"));
    }
    assertThat(
            judge(
                line("host", key) + "@revoked " + line("elsewhere", key),
                folder.resolve("f"),
                Unknown.REFUSE,
                "host",
                22))
        .isEqualTo(new Verdict.Trusted());
  }

  @Test
  void revokedFilesAreReadAndBinaryListsRefused() {
    Path file = Tools.write(folder.resolve("f"), line("host", key));
    Path revoked = Tools.write(folder.resolve("revoked"), PublicKeys.line(key) + "\n");
    assertThat(withRevoked(file, revoked, key)).isInstanceOf(Verdict.Refused.class);
    Tools.write(revoked, PublicKeys.line(other) + "\n");
    assertThat(withRevoked(file, revoked, key)).isEqualTo(new Verdict.Trusted());
    Path list = folder.resolve("krl");
    Tools.run(
        "ssh-keygen", "-q", "-k", "-f", list.toString(), keys.resolve("other.pub").toString());
    assertThat(withRevoked(file, list, key))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.why()).contains("KRL"));
    assertThat(withRevoked(file, folder.resolve("none"), key)).isInstanceOf(Verdict.Refused.class);
  }

  private static Verdict withRevoked(Path file, Path revoked, byte[] shown) {
    KnownHosts known =
        new KnownHosts(
            List.of(file.toString()),
            Unknown.REFUSE,
            Optional.empty(),
            Optional.of(revoked.toString()),
            false);
    return new HostTrust(Clock.systemUTC()).judge(known, "host", 22, shown);
  }

  @ParameterizedTest
  @CsvSource({
    "host,       -1h:+1h, true,  host, trusted",
    "*.lan,      -1h:+1h, true,  a.lan, trusted",
    "host,       -1h:+1h, true,  elsewhere, not for elsewhere",
    "host,       -2h:-1h, true,  host, expired",
    "host,       +1h:+2h, true,  host, not valid before",
    "host,       -1h:+1h, false, host, of a user"
  })
  void certificatesCountOnlyForTheirNamesAndTime(
      String principals, String time, boolean forHost, String host, String expected)
      throws Exception {
    byte[] certificate = certificate(principals, time, forHost);
    String text = "@cert-authority " + line("*", authority);
    Verdict verdict = judge(text, folder.resolve("f"), Unknown.REFUSE, host, 2200, certificate);
    switch (verdict) {
      case Verdict.Trusted _ -> assertThat(expected).isEqualTo("trusted");
      case Verdict.Refused(String why) -> assertThat(why).contains(expected);
      case Verdict.TakenUnsafely(String why) -> assertThat(why).isEmpty();
    }
    String revoked = text + "@revoked " + line("*", authority);
    assertThat(judge(revoked, folder.resolve("f"), Unknown.REFUSE, host, 22, certificate))
        .isInstanceOf(Verdict.Refused.class);
  }

  private byte[] certificate(String principals, String time, boolean forHost) throws Exception {
    Path copy = Files.copy(keys.resolve("elliptic.pub"), folder.resolve("c.pub"));
    List<String> command = new ArrayList<>(List.of("ssh-keygen", "-q", "-s"));
    command.addAll(List.of(keys.resolve("authority").toString(), "-I", "id", "-V", time));
    if (forHost) {
      command.add("-h");
    }
    command.addAll(List.of("-n", principals, copy.toString()));
    Tools.run(command.toArray(String[]::new));
    return PublicKeys.parseLine(Tools.read(folder.resolve("c-cert.pub"))).orElseThrow();
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsAnUnknownKey() throws Exception {
    byte[] certificate = certificate("host", "-1h:+1h", true);
    Path file = folder.resolve("f");
    assertThat(judge(line("host", key), file, Unknown.REFUSE, "guest", 22, certificate))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.why()).contains("no file names its authority"));
    assertThat(judge(line("host", elliptic), file, Unknown.REFUSE, "host", 22, certificate))
        .isEqualTo(new Verdict.Trusted());
  }

  @Test
  void anAuthorityForAllDoesNotKeepNewHostsOut() {
    Path file = folder.resolve("f");
    String text = "@cert-authority " + line("*", authority);
    assertThat(judge(text, file, Unknown.ACCEPT_NEW, "host", 22)).isEqualTo(new Verdict.Trusted());
    assertThat(Tools.read(file)).contains("host " + PublicKeys.line(key));
  }

  @Test
  void pinsAreLinesOrFingerprints() {
    HostTrust trust = new HostTrust(Clock.offset(Clock.systemUTC(), Duration.ZERO));
    for (String pin : List.of(PublicKeys.line(key), PublicKeys.fingerprint(key))) {
      HostKeys pinned = new HostKeys.Pinned(List.of(pin));
      assertThat(trust.judge(pinned, "any", 1, key)).isEqualTo(new Verdict.Trusted());
      assertThat(trust.judge(pinned, "any", 1, other)).isInstanceOf(Verdict.Refused.class);
    }
    assertThat(trust.knownTypes(new HostKeys.Pinned(List.of(PublicKeys.line(elliptic))), "a", 1))
        .containsExactly("ecdsa-sha2-nistp256");
  }
}
