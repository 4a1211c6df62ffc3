package dev.holdfast.client.http;

import java.io.IOException;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/// A request body that okhttp may send once only, so that no rule of its own repeats a write.
final class SingleUseBody extends RequestBody {
  private final MediaType mediaType;
  private final byte[] head;
  private final Optional<FilePart> file;
  private final byte[] tail;

  SingleUseBody(HttpCall.Body body) {
    this.mediaType = MediaType.get(body.mediaType());
    this.head = body.head();
    this.file = body.streamed();
    this.tail = body.tail();
  }

  @Override
  public MediaType contentType() {
    return mediaType;
  }

  @Override
  public long contentLength() {
    return head.length + file.map(FilePart::length).orElse(0L) + tail.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(head);
    if (file.isPresent()) {
      file.get().copyTo(sink.outputStream());
    }
    sink.write(tail);
  }
}
