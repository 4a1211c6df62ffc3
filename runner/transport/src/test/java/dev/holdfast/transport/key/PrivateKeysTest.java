package dev.holdfast.transport.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Private keys as ssh-keygen and openssl write them.
class PrivateKeysTest {
  private static final byte[] DATA = "what is signed".getBytes(StandardCharsets.UTF_8);
  private static final String PHRASE = "phräse \" '";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "ed25519, 256, RFC4716, false",
    "ed25519, 256, RFC4716, true",
    "rsa, 2048, RFC4716, false",
    "rsa, 2048, RFC4716, true",
    "rsa, 2048, PEM, false",
    "rsa, 2048, PEM, true",
    "rsa, 2048, PKCS8, false",
    "rsa, 2048, PKCS8, true",
    "ecdsa, 256, RFC4716, false",
    "ecdsa, 384, RFC4716, true",
    "ecdsa, 521, RFC4716, false",
    "ecdsa, 256, PEM, false",
    "ecdsa, 384, PEM, true",
    "ecdsa, 521, PKCS8, false",
    "ecdsa, 256, PKCS8, true"
  })
  void readsWhatSshKeygenWrites(String type, String bits, String form, boolean encrypted) {
    String phrase = encrypted ? PHRASE : "";
    Path file = Tools.key(folder, "k", type, "-b", bits, "-m", form, "-N", phrase, "-a", "2");
    Optional<Secret> secret = encrypted ? Optional.of(Secret.of(phrase)) : Optional.empty();

    UserKey key = PrivateKeys.parse(Tools.read(file), secret, "k");

    byte[] blob = PublicKeys.parseLine(Tools.read(Path.of(file + ".pub"))).orElseThrow();
    assertThat(key.blob()).isEqualTo(blob);
    assertThat(Tools.run("ssh-keygen", "-lf", file + ".pub"))
        .contains(PublicKeys.fingerprint(blob));
    for (String algorithm : Signatures.algorithms(PublicKeys.type(blob))) {
      byte[] signature = key.sign(algorithm, DATA);
      assertThat(Signatures.verify(blob, Optional.of(algorithm), DATA, signature)).isTrue();
      assertThat(Signatures.verify(blob, Optional.of(algorithm), new byte[3], signature)).isFalse();
    }
    if (encrypted) {
      assertThatThrownBy(
              () -> PrivateKeys.parse(Tools.read(file), Optional.of(Secret.of("no")), "k"))
          .isInstanceOf(KeyException.class)
          .hasMessageStartingWith("k: ");
      assertThatThrownBy(() -> PrivateKeys.parse(Tools.read(file), Optional.empty(), "k"))
          .hasMessage("k: it is encrypted and no passphrase was given");
    }
  }

  @ParameterizedTest
  @CsvSource({"aes128-cbc", "aes256-ctr", "aes192-ctr", "aes256-gcm@openssh.com"})
  void opensEveryCipherOfOpenSsh(String cipher) {
    Path file = Tools.key(folder, "k", "ed25519", "-Z", cipher, "-N", PHRASE, "-a", "1");
    String text = Tools.read(file);
    assertThat(PrivateKeys.parse(text, Optional.of(Secret.of(PHRASE)), "k").blob())
        .isEqualTo(PublicKeys.parseLine(Tools.read(Path.of(file + ".pub"))).orElseThrow());
    assertThatThrownBy(() -> PrivateKeys.parse(text, Optional.of(Secret.of("wrong")), "k"))
        .hasMessage("k: the passphrase is wrong");
  }

  @Test
  void readsPkcs8OfOpenssl() {
    Tools.need("openssl");
    Path plain = folder.resolve("p8");
    Tools.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", plain.toString());
    UserKey key = PrivateKeys.parse(Tools.read(plain), Optional.empty(), "p8");
    byte[] signature = key.sign(PublicKeys.ED25519, DATA);
    assertThat(Signatures.verify(key.blob(), Optional.empty(), DATA, signature)).isTrue();
  }

  @Test
  void refusesWhatIsNoKeyWithItsName() {
    for (String text :
        List.of(
            "",
            "-----BEGIN OPENSSH PRIVATE KEY-----\n",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\n",
            "-----BEGIN DSA PRIVATE KEY-----\nMIIB\n-----END DSA PRIVATE KEY-----\n",
            "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n")) {
      assertThatThrownBy(() -> PrivateKeys.parse(text, Optional.empty(), "file"))
          .isInstanceOf(KeyException.class)
          .hasMessageStartingWith("file: ");
    }
  }
}
