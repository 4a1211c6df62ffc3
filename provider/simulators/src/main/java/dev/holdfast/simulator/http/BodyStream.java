package dev.holdfast.simulator.http;

import java.io.IOException;
import java.io.InputStream;

/// A body of known length as it comes off a connection.
final class BodyStream extends InputStream {

  /// The peer went away in the middle of a body.
  static final class PeerGone extends IOException {
    private PeerGone(long missing) {
      super("the connection ended " + missing + " bytes before the end of the body");
    }
  }

  private final InputStream in;
  private long left;

  BodyStream(InputStream in, long length) {
    this.in = in;
    this.left = length;
  }

  /// Whether all of it has been read.
  boolean exhausted() {
    return left == 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new PeerGone(left);
    }
    left -= count;
    return count;
  }
}
