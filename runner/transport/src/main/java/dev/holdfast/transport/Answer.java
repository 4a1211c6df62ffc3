package dev.holdfast.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// How a command ended, with its two outputs byte for byte.
public final class Answer {
  private final int status;
  private final Spool stdout;
  private final Spool stderr;
  private final boolean timedOut;

  /// @param status exit status 0 to 255, or 128 + the signal's number when one ended it
  /// @param timedOut whether the time limit ended it
  public Answer(int status, byte[] stdout, byte[] stderr, boolean timedOut) {
    this(status, spooled(stdout), spooled(stderr), timedOut);
  }

  /// An answer over outputs that are written to no more.
  public Answer(int status, Spool stdout, Spool stderr, boolean timedOut) {
    this.status = status;
    this.stdout = stdout;
    this.stderr = stderr;
    this.timedOut = timedOut;
  }

  public int status() {
    return status;
  }

  public boolean timedOut() {
    return timedOut;
  }

  public boolean ok() {
    return status == 0;
  }

  public byte[] stdout() {
    return stdout.bytes();
  }

  public byte[] stderr() {
    return stderr.bytes();
  }

  /// Standard output from its start, without holding it in memory when it is large.
  public InputStream openStdout() {
    return stdout.open();
  }

  /// Standard output as UTF-8 text; what is not UTF-8 becomes the replacement character.
  public String text() {
    return new String(stdout.bytes(), StandardCharsets.UTF_8);
  }

  /// Standard error as UTF-8 text.
  public String errors() {
    return new String(stderr.bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Answer[status=" + status + ", " + stdout.length() + " + " + stderr.length() + " bytes]";
  }

  private static Spool spooled(byte[] bytes) {
    var spool = new Spool(Long.MAX_VALUE);
    try {
      spool.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return spool;
  }
}
