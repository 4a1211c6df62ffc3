package dev.holdfast.simulator.http;

import dev.holdfast.simulator.clock.SimulatorClock;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/// What a server needs to start.
///
/// @param address where to listen; port 0 takes a free one
/// @param transport plain or TLS
/// @param policy limits and keep-alive rules
/// @param serverHeader value of the `server` header
/// @param clock the time of delays and idle connections
public record ServerSettings(
    InetSocketAddress address,
    Transport transport,
    ConnectionPolicy policy,
    String serverHeader,
    SimulatorClock clock) {

  /// What carries the bytes.
  public sealed interface Transport {
    /// TCP as it is.
    record Plain() implements Transport {}

    /// TLS; a peer that speaks plain HTTP is sent to `https` by a 301.
    record Tls(SSLContext context) implements Transport {}
  }
}
