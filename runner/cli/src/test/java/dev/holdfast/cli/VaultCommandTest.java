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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `ansible-vault` writes: the same texts come back, and nothing secret stays behind.
class VaultCommandTest {
  private static final String SECRET = "s3cret content\n";

  @TempDir private Path folder = Path.of("");

  /// What a command printed and how it ended.
  private record Ran(int status, String out, String err) {}

  @BeforeEach
  void passwords() throws IOException {
    Files.writeString(folder.resolve("p1"), "one\n");
    Files.writeString(folder.resolve("p2"), "two\n");
    Files.writeString(folder.resolve("file"), SECRET);
  }

  private Ran vault(String input, String editor, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            Map.of("HOME", folder.resolve("home").toString(), "EDITOR", editor),
            folder,
            false);
    int status = Main.run(Optional.of("ansible-vault"), arguments, console);
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String content(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void aFileIsEncryptedForItsOwnerAloneAndComesBack() throws IOException {
    assertThat(vault("", "", "encrypt", "--vault-password-file", "p1", "file").status()).isZero();
    assertThat(content("file")).startsWith("$ANSIBLE_VAULT;1.1;AES256\n").doesNotContain("s3cret");
    assertThat(Files.getPosixFilePermissions(folder.resolve("file")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(vault("", "", "view", "--vault-password-file", "p1", "file").out())
        .isEqualTo(SECRET);
    assertThat(vault("", "", "decrypt", "--vault-password-file", "p1", "file").status()).isZero();
    assertThat(content("file")).isEqualTo(SECRET);
  }

  @Test
  void rekeyingChangesThePasswordAndTheLabelAndKeepsThePermissions() throws IOException {
    vault("", "", "encrypt", "--vault-password-file", "p1", "file");
    Files.setPosixFilePermissions(
        folder.resolve("file"), PosixFilePermissions.fromString("rw-r-----"));
    Ran ran =
        vault("", "", "rekey", "--vault-password-file", "p1", "--new-vault-id", "prod@p2", "file");
    assertThat(ran.status()).isZero();
    assertThat(content("file")).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    assertThat(Files.getPosixFilePermissions(folder.resolve("file")))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    assertThat(vault("", "", "view", "--vault-password-file", "p2", "file").out())
        .isEqualTo(SECRET);
    assertThat(vault("", "", "view", "--vault-password-file", "p1", "file").status()).isEqualTo(1);
  }

  @Test
  void editingKeepsTheLabelAndLeavesNoClearTextBehind() throws IOException {
    vault("", "", "encrypt", "--vault-id", "prod@p2", "file");
    Ran ran = vault("", "sed -i s/content/changed/", "edit", "--vault-password-file", "p2", "file");
    assertThat(ran.status()).isZero();
    assertThat(content("file")).startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
    assertThat(vault("", "", "view", "--vault-password-file", "p2", "file").out())
        .isEqualTo("s3cret changed\n");
    try (Stream<Path> left = Files.walk(folder.resolve("home"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void creatingTakesWhatTheEditorLeaves() throws IOException {
    Ran ran =
        vault("", "sh -c 'echo new > $0'", "create", "--vault-password-file", "p1", "made.yml");
    assertThat(ran.status()).isZero();
    assertThat(vault("", "", "view", "--vault-password-file", "p1", "made.yml").out())
        .isEqualTo("new\n");
  }

  @Test
  void textsAreLaidOutForYaml() {
    Ran ran =
        vault("", "", "encrypt_string", "--vault-id", "dev@p1", "a text", "another", "--name", "x");
    assertThat(ran.out())
        .startsWith("x: !vault |\n          $ANSIBLE_VAULT;1.2;AES256;dev\n")
        .contains("\n!vault |\n");
    assertThat(ran.err())
        .contains("(\"x\", the string #1 from the command line args)")
        .doesNotContain("a text");
  }

  @Test
  void standardInputIsEncryptedToStandardOutput() {
    Ran ran = vault(SECRET, "", "encrypt", "--vault-password-file", "p1");
    assertThat(ran.out()).startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
    assertThat(vault(ran.out(), "", "decrypt", "--vault-password-file", "p1").out())
        .isEqualTo(SECRET);
  }

  @Test
  void aNewPasswordIsAskedForTwice() {
    Ran same = vault("typed\ntyped\n", "", "encrypt_string", "x");
    assertThat(same.status()).isZero();
    assertThat(same.err()).contains("New Vault password: Confirm New Vault password: ");
    Ran different = vault("typed\nother\n", "", "encrypt_string", "x");
    assertThat(different.status()).isEqualTo(1);
    assertThat(different.err()).contains("Passwords do not match").doesNotContain("typed");
  }

  @Test
  void wrongUseIsNamed() {
    assertThat(vault("", "", "encrypt_string", "--vault-id", "a;b@p1", "x").status()).isEqualTo(5);
    assertThat(vault("", "", "shuffle", "file").status()).isEqualTo(2);
    assertThat(vault("", "", "encrypt", "--output", "o", "file", "p1").status()).isEqualTo(5);
  }
}
