package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Cancellation;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.http.TlsTrust;
import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import dev.holdfast.simulator.netmaker.NetmakerSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// A simulated server with a client whose waiting moves the server's own time.
final class SimulatedMesh implements AutoCloseable {
  final NetmakerSimulator simulator;
  final NetmakerClient client;

  private record ServerPacer(SimulatorClock clock) implements Pacer {
    @Override
    public Instant now() {
      return clock.now();
    }

    @Override
    public void sleep(Duration duration, Cancellation cancellation) {
      if (!cancellation.cancelled()) {
        clock.sleep(duration);
      }
    }
  }

  SimulatedMesh(NetmakerOptions options) {
    simulator = NetmakerSimulator.start(options);
    client = client(new Credentials.AccessToken(Secret.of(simulator.accessToken())));
  }

  NetmakerClient client(Credentials credentials) {
    return NetmakerClient.open(
        NetmakerConfig.of(simulator.endpoint(), credentials)
            .withTrust(new TlsTrust.Pinned(Set.of(simulator.fingerprint()))),
        new ServerPacer(simulator.clock()));
  }

  static Credentials login() {
    return new Credentials.Login("admin", Secret.of("secret"));
  }

  /// Lets the server's work in the background get done.
  void passed() {
    simulator.clock().sleep(Duration.ofSeconds(5));
  }

  @Override
  public void close() {
    client.close();
    simulator.close();
  }
}
