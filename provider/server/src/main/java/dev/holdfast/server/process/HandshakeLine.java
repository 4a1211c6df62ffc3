package dev.holdfast.server.process;

import java.util.Optional;

/// The one line that the plugin prints on standard output.
///
/// Fields: core protocol 1, application protocol 6, network, address, `grpc`, certificate (may be
/// empty) and, when the host asked, whether broker connections are multiplexed. Source: go-plugin
/// `client.go`.
public final class HandshakeLine {
  private static final int CORE_PROTOCOL = 1;

  private HandshakeLine() {}

  /// The line, without its end.
  public static String of(
      LaunchEnvironment environment, Listening listening, Optional<MutualTls> tls) {
    StringBuilder line = new StringBuilder(512);
    line.append(CORE_PROTOCOL).append('|').append(LaunchEnvironment.PROTOCOL);
    line.append('|').append(listening.network());
    line.append('|').append(listening.address());
    line.append("|grpc|").append(tls.map(MutualTls::announcedCertificate).orElse(""));
    if (environment.asksForMultiplexing()) {
      line.append("|false");
    }
    return line.toString();
  }
}
