package dev.holdfast.simulator.http;

import java.time.Duration;
import java.util.Set;

/// The limits and keep-alive rules of a server.
///
/// @param methods the verbs that are served at all
/// @param requestsPerConnection how many requests a connection serves before it is closed
/// @param idle how long a connection may be silent between requests, by the server's clock
/// @param closeFromStatus answers with this status or above end the connection
/// @param headerLines a request with this many header lines, the empty one at the end counted, or
///   more stays unanswered
/// @param headerBytes a request whose header lines have this many characters or more stays
///   unanswered
/// @param bodyBytes how large the body of a request that is no upload may be
/// @param bodyTypes the media types that such a body may have; one without a type is accepted
/// @param gzip answers larger than this are compressed for those who accept it
/// @param uploads which requests may have a body of any length
public record ConnectionPolicy(
    Set<String> methods,
    int requestsPerConnection,
    Idle idle,
    int closeFromStatus,
    int headerLines,
    int headerBytes,
    int bodyBytes,
    Set<String> bodyTypes,
    int gzip,
    Uploads uploads) {

  /// Copies the sets.
  public ConnectionPolicy {
    methods = Set.copyOf(methods);
    bodyTypes = Set.copyOf(bodyTypes);
  }

  /// What happens to a silent connection.
  public sealed interface Idle {
    /// It is closed after a while.
    record CloseAfter(Duration silence) implements Idle {}

    /// It stays open.
    record Keep() implements Idle {}
  }

  /// Says which requests are uploads.
  @FunctionalInterface
  public interface Uploads {
    /// Whether a request with this verb and decoded path may send a body of any length.
    boolean accepts(String method, String path);
  }

  /// The rules observed on the API daemon of Proxmox VE 9: 100 requests a connection, 5 s of
  /// silence, close after every error, less than 64 header lines and 8 KiB of headers, 512 KiB of
  /// body (pve-http-server, `PVE/APIServer/AnyEvent.pm`).
  public static ConnectionPolicy apiDaemon(Uploads uploads) {
    return new ConnectionPolicy(
        Set.of("GET", "POST", "PUT", "DELETE"),
        100,
        new Idle.CloseAfter(Duration.ofSeconds(5)),
        400,
        64,
        8 * 1024,
        512 * 1024,
        Set.of("application/x-www-form-urlencoded", "application/json"),
        1024,
        uploads);
  }

  /// The same, but silent connections stay open: for virtual time, where a jump of another thread
  /// would close connections whose peer has been silent for no time at all.
  public ConnectionPolicy keepingIdle() {
    return new ConnectionPolicy(
        methods,
        requestsPerConnection,
        new Idle.Keep(),
        closeFromStatus,
        headerLines,
        headerBytes,
        bodyBytes,
        bodyTypes,
        gzip,
        uploads);
  }
}
