package dev.holdfast.simulator.http;

import java.time.Duration;

/// The limits and keep-alive rules of a server.
///
/// @param requestsPerConnection how many requests a connection serves before it is closed
/// @param idle how long a connection may be silent between requests, by the server's clock
/// @param closeFromStatus answers with this status or above end the connection
/// @param headerLines how many header lines a request may have
/// @param headerBytes how large all header lines may be together
/// @param bodyBytes how large the body of a request that is no upload may be
/// @param gzip whether answers are compressed for those who accept it
/// @param uploads which requests may have a body of any length
public record ConnectionPolicy(
    int requestsPerConnection,
    Idle idle,
    int closeFromStatus,
    int headerLines,
    int headerBytes,
    int bodyBytes,
    boolean gzip,
    Uploads uploads) {

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
  /// silence, close after every error, 64 header lines, 8 KiB of headers, 512 KiB of body.
  public static ConnectionPolicy apiDaemon(Uploads uploads) {
    return new ConnectionPolicy(
        100,
        new Idle.CloseAfter(Duration.ofSeconds(5)),
        400,
        64,
        8 * 1024,
        512 * 1024,
        true,
        uploads);
  }

  /// The same, but silent connections stay open: for virtual time, where a jump of another thread
  /// would close connections whose peer has been silent for no time at all.
  public ConnectionPolicy keepingIdle() {
    return new ConnectionPolicy(
        requestsPerConnection,
        new Idle.Keep(),
        closeFromStatus,
        headerLines,
        headerBytes,
        bodyBytes,
        gzip,
        uploads);
  }
}
