package dev.holdfast.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The answers of a server that refuses a request by its head alone, in the order and the words of
/// pve-http-server (`PVE/APIServer/AnyEvent.pm`, `process_header`,
/// `authenticate_and_handle_request`).
final class Refusals {

  private static final Optional<HttpResponse> BAD_REQUEST = Optional.of(answer(400, "bad request"));

  private final ConnectionPolicy policy;

  Refusals(ConnectionPolicy policy) {
    this.policy = policy;
  }

  /// Why the request is not handled at all, if so.
  Optional<HttpResponse> of(RequestHead head) {
    return ofMethod(head)
        .or(() -> ofTransferEncoding(head))
        .or(() -> ofSyntax(head))
        .or(() -> ofBody(head));
  }

  /// An answer that repeats its reason in the body.
  static HttpResponse answer(int status, String reason) {
    return HttpResponse.empty(status, reason)
        .withBody(ResponseBody.of(reason.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<HttpResponse> ofMethod(RequestHead head) {
    if (policy.methods().contains(head.method())) {
      return Optional.empty();
    }
    return Optional.of(HttpResponse.empty(501, "method '" + head.method() + "' not available"));
  }

  private static Optional<HttpResponse> ofTransferEncoding(RequestHead head) {
    return head.headers()
        .first("transfer-encoding")
        .map(encoding ->
            encoding.equalsIgnoreCase("chunked")
                ? answer(501, "chunked transfer encoding not supported")
                : answer(501, "Unknown transfer encoding '" + encoding + "'"));
  }

  private static Optional<HttpResponse> ofSyntax(RequestHead head) {
    try {
      head.path();
      head.query();
      return head.contentLength() < 0 ? BAD_REQUEST : Optional.empty();
    } catch (IllegalArgumentException _) {
      return BAD_REQUEST;
    }
  }

  private Optional<HttpResponse> ofBody(RequestHead head) {
    if (head.contentLength() == 0) {
      return Optional.empty();
    }
    if (!head.method().equals("PUT") && !head.method().equals("POST")) {
      return Optional.of(answer(501, "Unexpected content for method '" + head.method() + "'"));
    }
    if (policy.uploads().accepts(head.method(), head.path())) {
      return Optional.empty();
    }
    if (head.contentLength() > policy.bodyBytes()) {
      return Optional.of(answer(501, "for data too large"));
    }
    if (head.mediaType().isEmpty() || policy.bodyTypes().contains(head.mediaType())) {
      return Optional.empty();
    }
    String type = head.headers().first("content-type").orElse("");
    return Optional.of(answer(506, "upload 'Content-Type '" + type + "' not implemented"));
  }
}
