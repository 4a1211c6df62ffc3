package dev.holdfast.client.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/// Reads the text of an answer, up to a limit that keeps a hostile server from filling the memory.
final class BodyReader {
  private static final long CHUNK = 64L << 10;

  static String read(Response response, long limit) throws IOException {
    BufferedSource source = response.body().source();
    Buffer all = new Buffer();
    while (source.read(all, CHUNK) != -1) {
      if (all.size() > limit) {
        throw new TooLargeException(limit);
      }
    }
    return all.readString(StandardCharsets.UTF_8);
  }

  static Optional<String> mediaType(Response response) {
    MediaType type = response.body().contentType();
    return type == null ? Optional.empty() : Optional.of(type.type() + "/" + type.subtype());
  }

  /// An answer beyond the limit.
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long limit) {
      super("the answer is larger than the %d bytes that are read".formatted(limit));
    }
  }

  private BodyReader() {}
}
