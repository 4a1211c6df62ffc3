package dev.holdfast.cli.vault;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.common.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/// The files that are encrypted and decrypted; `-` is standard input and output.
///
/// New files are only for their owner. A file that held clear text is overwritten before it goes.
final class VaultFiles {
  private static final int CHUNK = 65_536;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Console console;

  VaultFiles(Console console) {
    this.console = console;
  }

  /// The file behind links.
  Path real(String name) {
    Path file = console.paths().resolve(name);
    try {
      return Files.exists(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      return file;
    }
  }

  byte[] read(String name) {
    return read(name, shown(name));
  }

  /// @param shown the name as errors show it
  byte[] read(String name, String shown) {
    try {
      return name.equals("-") ? console.in().readAllBytes() : Files.readAllBytes(real(name));
    } catch (IOException e) {
      String reason =
          Files.exists(real(name))
              ? String.valueOf(e.getMessage())
              : "[Errno 2] No such file or directory: '" + shown + "'";
      throw CommandException.error("Unable to read source file (" + shown + "): " + reason);
    }
  }

  /// The name as errors show it.
  String shown(String name) {
    return name.equals("-") ? name : real(name).toString();
  }

  /// Replaces a file, or prints.
  ///
  /// @param shred whether what is there now is clear text
  void write(String name, byte[] content, boolean shred) {
    if (name.equals("-")) {
      console.out().write(content, 0, content.length);
      console.out().flush();
      return;
    }
    Path file = real(name);
    try {
      if (Files.isRegularFile(file)) {
        if (shred) {
          shred(file);
        } else {
          Files.delete(file);
        }
      }
      fresh(file, content);
    } catch (IOException e) {
      throw CommandException.error("Problem creating temporary vault file: " + e.getMessage());
    }
  }

  /// Writes a new file that only its owner may read.
  static void fresh(Path file, byte[] content) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(
            file,
            options,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    }
  }

  /// Overwrites a file with noise and deletes it.
  static void shred(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] noise = new byte[CHUNK];
      long left = channel.size();
      while (left > 0) {
        RANDOM.nextBytes(noise);
        left -= channel.write(ByteBuffer.wrap(noise, 0, (int) Math.min(left, CHUNK)));
      }
      channel.force(true);
    }
    Files.delete(file);
  }
}
