package dev.holdfast.client.http;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/// A request body that okhttp may send once only, so that no rule of its own repeats a write.
final class SingleUseBody extends RequestBody {
  private final HttpCall.Body body;

  SingleUseBody(HttpCall.Body body) {
    this.body = body;
  }

  @Override
  public MediaType contentType() {
    return MediaType.get(body.mediaType());
  }

  @Override
  public long contentLength() {
    return body.length();
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    body.writeTo(sink.outputStream());
  }
}
