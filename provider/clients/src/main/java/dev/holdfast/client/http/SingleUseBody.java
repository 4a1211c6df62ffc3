package dev.holdfast.client.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/// A request body that okhttp may send once only, so that no rule of its own repeats a write.
final class SingleUseBody extends RequestBody {
  private final MediaType mediaType;
  private final byte[] bytes;

  SingleUseBody(HttpCall.Body body) {
    this.mediaType = MediaType.get(body.mediaType());
    this.bytes = body.text().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public MediaType contentType() {
    return mediaType;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
  }
}
