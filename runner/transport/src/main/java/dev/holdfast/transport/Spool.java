package dev.holdfast.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// One output of a command: in memory up to a bound, beyond it in a file that has no name any more
/// and goes with this object.
public final class Spool extends OutputStream {
  private final long bound;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private Optional<FileChannel> file = Optional.empty();
  private long length;

  public Spool(long bound) {
    this.bound = bound;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (file.isEmpty() && length + count > bound) {
      file = Optional.of(unnamed());
    }
    if (file.isPresent()) {
      ByteBuffer rest = ByteBuffer.wrap(bytes, offset, count);
      while (rest.hasRemaining()) {
        file.get().write(rest);
      }
    } else {
      memory.write(bytes, offset, count);
    }
    length += count;
  }

  public long length() {
    return length;
  }

  /// All of it, from its start.
  public InputStream open() {
    var start = new ByteArrayInputStream(memory.toByteArray());
    return file.<InputStream>map(rest ->
            new java.io.SequenceInputStream(start, Channels.newInputStream(fromStart(rest))))
        .orElse(start);
  }

  /// All of it in memory.
  public byte[] bytes() {
    try (InputStream all = open()) {
      return all.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel unnamed() throws IOException {
    Path path = Files.createTempFile("holdfast-", ".output");
    try {
      return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } finally {
      Files.delete(path);
    }
  }

  private static java.nio.channels.ReadableByteChannel fromStart(FileChannel file) {
    return new java.nio.channels.ReadableByteChannel() {
      private long position;

      @Override
      public int read(ByteBuffer target) throws IOException {
        int count = file.read(target, position);
        position += Math.max(count, 0);
        return count;
      }

      @Override
      public boolean isOpen() {
        return file.isOpen();
      }

      @Override
      public void close() {
        // The file is the spool's, which may be read again.
      }
    };
  }
}
