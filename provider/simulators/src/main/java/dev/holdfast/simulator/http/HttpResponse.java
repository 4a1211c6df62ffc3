package dev.holdfast.simulator.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One answer. `content-length`, `connection`, `date`, `server` and `content-encoding` are added by
/// the server.
///
/// @param status the three-digit code
/// @param reason the text of the status line, one line of it
/// @param headers further header lines
/// @param body the content
/// @param close whether the connection ends after it although the policy would keep it
/// @param delay how long the answer is held back, by the server's clock
/// @param delivery how it reaches the peer
public record HttpResponse(
    int status,
    String reason,
    Headers headers,
    ResponseBody body,
    boolean close,
    Duration delay,
    Delivery delivery) {

  /// Refuses what cannot be a status line.
  public HttpResponse {
    if (status < 100 || status > 999) {
      throw new IllegalArgumentException("not a status: " + status);
    }
    if (reason.indexOf('\r') >= 0 || reason.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a reason phrase is one line: " + reason);
    }
  }

  /// An answer without content.
  public static HttpResponse empty(int status, String reason) {
    return new HttpResponse(
        status,
        reason,
        Headers.none(),
        ResponseBody.empty(),
        false,
        Duration.ZERO,
        new Delivery.Whole());
  }

  /// An answer with a text in UTF-8.
  public static HttpResponse text(int status, String reason, String contentType, String body) {
    return empty(status, reason)
        .withHeader("content-type", contentType)
        .withBody(ResponseBody.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  /// The same with one more header line.
  public HttpResponse withHeader(String name, String value) {
    return new HttpResponse(
        status, reason, headers.with(name, value), body, close, delay, delivery);
  }

  /// The same with another content.
  public HttpResponse withBody(ResponseBody other) {
    return new HttpResponse(status, reason, headers, other, close, delay, delivery);
  }

  /// The same, ending the connection.
  public HttpResponse thenClose() {
    return new HttpResponse(status, reason, headers, body, true, delay, delivery);
  }

  /// The same, held back for a while.
  public HttpResponse delayed(Duration other) {
    return new HttpResponse(status, reason, headers, body, close, other, delivery);
  }

  /// The same, delivered in another way.
  public HttpResponse delivered(Delivery other) {
    return new HttpResponse(status, reason, headers, body, close, delay, other);
  }
}
