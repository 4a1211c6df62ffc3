package dev.holdfast.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/// The files that a lab leaves for scripts while it runs.
final class LabFiles implements AutoCloseable {

  private final Deque<Path> written = new ArrayDeque<>();

  /// Writes the file so that a reader sees all of it or nothing, readable by its owner only.
  synchronized void write(Path file, String text) {
    try {
      Path partial = Files.createTempFile(folder(file), ".lab", ".tmp", ownerOnly());
      Files.writeString(partial, text);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      written.push(file);
    } catch (IOException e) {
      throw new LabException("The lab cannot write " + file + ".", e);
    }
  }

  /// Removes what was written.
  @Override
  public synchronized void close() {
    while (!written.isEmpty()) {
      Path file = written.pop();
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("The lab cannot remove " + file + ".", e);
      }
    }
  }

  private static Path folder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.getFileSystem().getPath("/") : folder;
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
