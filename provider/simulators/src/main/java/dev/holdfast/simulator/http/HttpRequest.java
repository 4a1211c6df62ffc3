package dev.holdfast.simulator.http;

import java.net.InetSocketAddress;

/// One request as it came.
///
/// @param method the verb, in capitals as sent
/// @param rawPath the path without query, still percent-encoded
/// @param path the path with its escapes decoded (`+` is a plus)
/// @param query the query string's parameters
/// @param headers the header lines
/// @param body the content
/// @param connection where it came from
public record HttpRequest(
    String method,
    String rawPath,
    String path,
    Parameters query,
    Headers headers,
    RequestBody body,
    Connection connection) {

  /// The connection a request came on.
  ///
  /// @param id counts the connections of a server from 1
  /// @param requestNumber counts the requests of this connection from 1
  /// @param peer address and port of the other side
  /// @param secure whether it is TLS
  public record Connection(long id, int requestNumber, InetSocketAddress peer, boolean secure) {}

  /// The body read as a form; it can be read once.
  public Parameters form() {
    return Parameters.parse(body.text());
  }
}
