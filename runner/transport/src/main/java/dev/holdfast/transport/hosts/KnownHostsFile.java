package dev.holdfast.transport.hosts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A `known_hosts` file: its lines, read again only when it changed, and new ones appended.
///
/// Appending is one write under a lock of this process and one of the operating system, so neither
/// threads nor other programs that lock tear a line.
final class KnownHostsFile {
  private static final SecureRandom RANDOM = new SecureRandom();

  private record Snapshot(FileTime time, long size, List<KnownHost> lines) {
    private static final Snapshot NONE = new Snapshot(FileTime.fromMillis(0), -1, List.of());
  }

  private final Path path;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Snapshot snapshot = Snapshot.NONE;

  KnownHostsFile(Path path) {
    this.path = path;
  }

  /// @return nothing when there is no such file
  List<KnownHost> lines() {
    lock.lock();
    try {
      if (!Files.isRegularFile(path)) {
        return List.of();
      }
      FileTime time = Files.getLastModifiedTime(path);
      long size = Files.size(path);
      if (!snapshot.time().equals(time) || snapshot.size() != size) {
        snapshot = new Snapshot(time, size, read());
      }
      return snapshot.lines();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    } finally {
      lock.unlock();
    }
  }

  private List<KnownHost> read() throws IOException {
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    List<KnownHost> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      KnownHost.parse(line, path + ":" + number).ifPresent(lines::add);
    }
    return List.copyOf(lines);
  }

  /// Adds a host, unless one of that name came in the meantime.
  ///
  /// @return what the file says of the name now, when it already said something
  List<KnownHost> add(String name, byte[] key, boolean hashed) throws IOException {
    lock.lock();
    try {
      prepareFolder();
      try (FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        if (!Files.isRegularFile(path)) {
          return List.of(); // such as /dev/null: nothing is kept there
        }
        try (FileLock _ = channel.lock()) {
          return append(channel, name, key, hashed);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private List<KnownHost> append(FileChannel channel, String name, byte[] key, boolean hashed)
      throws IOException {
    List<KnownHost> present =
        lines().stream()
            .filter(line -> line.marker() == KnownHost.Marker.KEY && line.covers(name))
            .toList();
    if (present.isEmpty()) {
      byte[] salt = new byte[20];
      RANDOM.nextBytes(salt);
      String text = (endsOpen() ? "\n" : "") + KnownHost.line(name, key, hashed, salt);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      snapshot = Snapshot.NONE;
    }
    return present;
  }

  private void prepareFolder() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /// Whether the last line lacks its end, as after editing by hand.
  private boolean endsOpen() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() == 0) {
        return false;
      }
      file.seek(file.length() - 1);
      return file.read() != '\n';
    }
  }
}
