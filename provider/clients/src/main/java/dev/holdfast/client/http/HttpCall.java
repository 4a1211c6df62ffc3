package dev.holdfast.client.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One request to be sent exactly once.
///
/// A call with `freshConnection` never travels on a connection that the server may have closed
/// meanwhile, so that a failure to send it is a failure to connect.
public record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    Optional<Body> body,
    boolean freshConnection,
    HttpTimeouts timeouts) {

  public HttpCall {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /// Header values and bodies carry credentials, so neither is printed.
  @Override
  public String toString() {
    return method + " " + uri.getPath();
  }

  /// A text with its media type.
  public record Body(String mediaType, String text) {
    @Override
    public String toString() {
      return mediaType + " of " + text.length() + " characters";
    }
  }
}
