package dev.holdfast.simulator.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The content of a request: a stream of known length that can be read once.
///
/// An ordinary request is wholly in memory before it is handled; an upload comes from the socket
/// while it is read.
public final class RequestBody {

  private final InputStream stream;
  private final long length;

  RequestBody(InputStream stream, long length) {
    this.stream = stream;
    this.length = length;
  }

  /// The announced length in bytes, 0 without a body.
  public long length() {
    return length;
  }

  /// The bytes as they come; it ends after [#length] bytes, or fails when the peer goes away
  /// before.
  public InputStream stream() {
    return stream;
  }

  /// What has not been read yet, as a whole.
  public byte[] bytes() {
    try {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What has not been read yet, as UTF-8 text.
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }
}
