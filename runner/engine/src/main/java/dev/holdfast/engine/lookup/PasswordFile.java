package dev.holdfast.engine.lookup;

import dev.holdfast.language.value.Strip;
import dev.holdfast.language.value.TemplateError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/// A file with one password, its salt and the version of its hash: `secret salt=abc ident=2b`.
///
/// @param content absent while there is no file
record PasswordFile(Path path, Optional<Content> content) {
  private static final String SALT = " salt=";
  private static final String IDENT = " ident=";
  private static final Duration PATIENCE = Duration.ofSeconds(7);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /// What the file holds.
  record Content(String password, Optional<String> salt, Optional<String> ident) {
    static Content parse(String text) {
      int salt = text.lastIndexOf(SALT);
      if (salt < 0) {
        return new Content(text, Optional.empty(), Optional.empty());
      }
      String rest = text.substring(salt + SALT.length());
      int ident = rest.lastIndexOf(IDENT);
      return new Content(
          text.substring(0, salt),
          Optional.of(ident < 0 ? rest : rest.substring(0, ident)).filter(own -> !own.isEmpty()),
          ident < 0 ? Optional.empty() : Optional.of(rest.substring(ident + IDENT.length())));
    }

    private String text() {
      return password
          + salt.map(own -> SALT + own + ident.map(version -> IDENT + version).orElse(""))
              .orElse("");
    }

    @Override
    public String toString() {
      return "Content[...]";
    }
  }

  /// What is done with a file while no other process or task does anything with it.
  @FunctionalInterface
  interface Step {
    Content run(PasswordFile file) throws IOException;
  }

  /// Runs a step alone: a file beside the password's keeps others away, as Ansible's does.
  static Content alone(Path path, Step step) {
    Path folder = Optional.ofNullable(path.getParent()).orElse(path);
    Path lock = folder.resolve(sha1(path.toString()) + ".ansible_lockfile");
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      take(lock);
      try {
        return step.run(read(path));
      } finally {
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      throw TemplateError.ansible(
          "cannot use the password file " + path + ": " + e.getMessage(), e);
    }
  }

  private static void take(Path lock) throws IOException {
    for (long turn = 0; turn <= PATIENCE.dividedBy(PAUSE); turn++) {
      try {
        Files.createFile(lock);
        return;
      } catch (FileAlreadyExistsException _) {
        pause();
      }
    }
    throw TemplateError.ansible(
        "Password lookup cannot get the lock in 7 seconds, abort...This may caused by un-removed"
            + " lockfileyou can manually remove it from controller machine at "
            + lock
            + " and try again");
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TemplateError.ansible("the password lookup was interrupted", e);
    }
  }

  private static PasswordFile read(Path path) throws IOException {
    if (!Files.exists(path)) {
      return new PasswordFile(path, Optional.empty());
    }
    String text = Strip.right(Files.readString(path), Strip::isSpace);
    return new PasswordFile(path, Optional.of(Content.parse(text)));
  }

  /// Writes the file, for its owner only.
  void write(Content made) throws IOException {
    var owner = PosixFilePermissions.fromString("rw-------");
    if (!Files.exists(path)) {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(owner));
    }
    Files.setPosixFilePermissions(path, owner);
    Files.write(path, (made.text() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
