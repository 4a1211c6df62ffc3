package dev.holdfast.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Request line and header lines, before anything is decoded.
///
/// @param protocol as sent, `HTTP/1.1` or `HTTP/1.0`
record RequestHead(String method, String target, String protocol, Headers headers) {

  String rawPath() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  String path() {
    // In a path a plus is a plus, which the decoder of forms would turn into a space.
    return URLDecoder.decode(rawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  Parameters query() {
    int query = target.indexOf('?');
    return query < 0 ? Parameters.none() : Parameters.parse(target.substring(query + 1));
  }

  /// The announced length of the body, 0 when there is none; a [NumberFormatException] when it is
  /// not a number.
  long contentLength() {
    return Long.parseLong(headers.first("content-length").orElse("0").strip());
  }

  boolean wantsClose() {
    return headers
        .first("connection")
        .map(value -> value.toLowerCase(Locale.ROOT).contains("close"))
        .orElse(protocol.equals("HTTP/1.0"));
  }

  boolean acceptsGzip() {
    return headers.first("accept-encoding").orElse("").contains("gzip");
  }

  /// The media type of the body without its parameters.
  String mediaType() {
    String type = headers.first("content-type").orElse("");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
