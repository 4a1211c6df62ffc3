package dev.holdfast.cli.runner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A stream that is kept in a file, passed on, and whose newest part can be taken.
final class CapturedStream extends OutputStream {
  private final OutputStream file;
  private final OutputStream onward;
  private final ByteArrayOutputStream fresh = new ByteArrayOutputStream();

  CapturedStream(OutputStream file, OutputStream onward) {
    this.file = file;
    this.onward = onward;
  }

  @Override
  public synchronized void write(int letter) throws IOException {
    write(new byte[] {(byte) letter}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    file.write(bytes, from, length);
    onward.write(bytes, from, length);
    fresh.write(bytes, from, length);
  }

  @Override
  public synchronized void flush() throws IOException {
    file.flush();
    onward.flush();
  }

  /// What came since it was last asked.
  synchronized String take() {
    String text = fresh.toString(StandardCharsets.UTF_8);
    fresh.reset();
    return text;
  }
}
