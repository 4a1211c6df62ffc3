package dev.holdfast.modules;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.transport.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// A file of a machine that is read piece by piece, so that it is never held as a whole.
///
/// @param length as it was when it was looked at
record LargeFile(Machine machine, String path, long length) implements Payload {
  private static final int PIECE = 3 << 20;

  /// Whether a file is worth it, and can be read so: one readable file of a known length.
  static boolean is(FileStatus status) {
    return status.isFile() && status.access().contains("r") && status.size() > PIECE;
  }

  @Override
  public InputStream open() {
    return new Pieces();
  }

  private Bytes piece(long number) throws IOException {
    Command command = Command.of("dd", "if=" + path, "bs=" + PIECE, "skip=" + number, "count=1");
    Probe.Query query = new Probe.Query(command);
    Ran ran = machine.ask(query).of(query);
    if (!ran.ok()) {
      throw new IOException("unable to read %s: %s".formatted(path, ran.errors().strip()));
    }
    return ran.out();
  }

  /// One piece after the other, until one is not whole.
  private final class Pieces extends InputStream {
    private InputStream current = InputStream.nullInputStream();
    private long next;
    private boolean last;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      Objects.checkFromIndexSize(offset, count, bytes.length);
      int got = current.read(bytes, offset, count);
      while (got < 0 && !last) {
        Bytes piece = piece(next);
        next++;
        last = piece.length() < PIECE;
        current = piece.payload().open();
        got = current.read(bytes, offset, count);
      }
      return got;
    }
  }
}
