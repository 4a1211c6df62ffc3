package dev.holdfast.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Bytes that are sent to a command's standard input, streamed and counted.
public interface Payload {
  Payload NONE = of(new byte[0]);

  /// How many bytes there are.
  long length();

  /// A new stream over exactly that many bytes.
  InputStream open() throws IOException;

  static Payload of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return new Payload() {
      @Override
      public long length() {
        return copy.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(copy);
      }
    };
  }

  static Payload of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
