package dev.holdfast.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A file that a request carries.
///
/// @param field the name of its part of the form
/// @param name what the server is told that it is called
/// @param length in bytes; another number that comes out of the source is a failure
public record FilePart(String field, String name, long length, Source source) {
  private static final int CHUNK = 1 << 16;

  /// Where the content comes from. It is opened once for each attempt.
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  /// The file itself could not be read: nothing is wrong with the server or the way to it.
  public static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }

    UnreadableException(String name, IOException cause) {
      super("%s cannot be read: %s".formatted(name, cause.getMessage()), cause);
    }
  }

  void copyTo(OutputStream out) throws IOException {
    try (Content content = new Content()) {
      byte[] chunk = new byte[CHUNK];
      long sent = 0;
      int count = content.read(chunk);
      while (count >= 0) {
        sent += count;
        if (sent > length) {
          break;
        }
        out.write(chunk, 0, count);
        count = content.read(chunk);
      }
      if (sent != length) {
        throw new UnreadableException(
            "%s has another length than the %d bytes that were announced: it changed while it was sent."
                .formatted(name, length));
      }
    }
  }

  /// Tells failures of the source from those of the connection.
  private final class Content implements AutoCloseable {
    private final InputStream stream;

    Content() {
      try {
        stream = source.open();
      } catch (IOException e) {
        throw new UnreadableException(name, e);
      }
    }

    int read(byte[] chunk) {
      try {
        return stream.read(chunk);
      } catch (IOException e) {
        throw new UnreadableException(name, e);
      }
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
