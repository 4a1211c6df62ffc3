package dev.holdfast.simulator.http;

import java.util.Optional;

/// The answer to plain HTTP on a port that speaks TLS (pve-http-server,
/// `PVE/APIServer/AnyEvent.pm`, `ensure_tls_connection`).
final class HttpsRedirect {

  private HttpsRedirect() {}

  /// Where to go instead; nothing for a request that names no host, which stays unanswered.
  static Optional<HttpResponse> to(RequestHead head) {
    return head.headers()
        .first("host")
        .map(
            host -> moved(head.method()).withHeader("location", "https://" + host + head.target()));
  }

  private static HttpResponse moved(String method) {
    return method.equals("GET")
        ? Refusals.answer(301, "Moved Permanently")
        : Refusals.answer(308, "Permanent Redirect");
  }
}
