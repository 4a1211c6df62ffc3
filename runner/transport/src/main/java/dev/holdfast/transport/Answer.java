package dev.holdfast.transport;

import java.nio.charset.StandardCharsets;

/// How a command ended, with its two outputs byte for byte.
public final class Answer {
  private final int status;
  private final byte[] stdout;
  private final byte[] stderr;
  private final boolean timedOut;

  /// @param status exit status 0 to 255, or 128 + the signal's number when one ended it
  /// @param timedOut whether the time limit ended it
  public Answer(int status, byte[] stdout, byte[] stderr, boolean timedOut) {
    this.status = status;
    this.stdout = stdout.clone();
    this.stderr = stderr.clone();
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
    return stdout.clone();
  }

  public byte[] stderr() {
    return stderr.clone();
  }

  /// Standard output as UTF-8 text; what is not UTF-8 becomes the replacement character.
  public String text() {
    return new String(stdout, StandardCharsets.UTF_8);
  }

  /// Standard error as UTF-8 text.
  public String errors() {
    return new String(stderr, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "Answer[status=" + status + ", " + stdout.length + " + " + stderr.length + " bytes]";
  }
}
