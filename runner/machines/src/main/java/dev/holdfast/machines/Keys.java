package dev.holdfast.machines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The secrets of one machine: host key, client key and passwords, made for it alone.
final class Keys {
  private static final List<String> USERS = List.of("root", "admin", "robot", "teletype", "guest");

  private final Path directory;

  Keys(Path directory) {
    this.directory = directory;
  }

  /// A directory that only we can read, with both key pairs in it.
  static Keys make() {
    try {
      Path directory =
          Files.createTempDirectory(
              "holdfast-machine-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var keys = new Keys(directory);
      keys.generate("host_key");
      keys.generate("client_key");
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  Path privateKey() {
    return directory.resolve("client_key");
  }

  /// Type and key of the host, without the comment.
  String hostKey() {
    try {
      String[] words = Files.readString(directory.resolve("host_key.pub")).split(" ");
      return words[0] + " " + words[1].strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Account> accounts() {
    var random = new SecureRandom();
    return USERS.stream()
        .map(name -> {
          var bytes = new byte[9];
          random.nextBytes(bytes);
          return new Account(
              name,
              "pw-" + HexFormat.of().formatHex(bytes),
              name.equals("root") ? "/root" : "/home/" + name);
        })
        .toList();
  }

  /// Lines `NAME UID HASH` for the script that builds a machine.
  static String users(List<Account> accounts) {
    String passwords = String.join("\n", accounts.stream().map(Account::password).toList()) + "\n";
    List<String> hashes =
        Programs.run(
                List.of("openssl", "passwd", "-6", "-stdin"),
                passwords.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            .text()
            .lines()
            .toList();
    var lines = new ArrayList<String>();
    for (int i = 0; i < accounts.size(); i++) {
      lines.add("%s %d %s".formatted(accounts.get(i).name(), i == 0 ? 0 : 2000 + i, hashes.get(i)));
    }
    return String.join("\n", lines);
  }

  private void generate(String name) {
    Programs.run(
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            "machine",
            "-f",
            directory.resolve(name).toString())
        .text();
  }
}
