package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Cancellation;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.http.TlsTrust;
import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.proxmox.ProxmoxOptions;
import dev.holdfast.simulator.proxmox.ProxmoxSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// A simulated cluster of two nodes with a client whose waiting moves the cluster's own time.
final class SimulatedCluster implements AutoCloseable {
  final ProxmoxSimulator simulator =
      ProxmoxSimulator.start(ProxmoxOptions.singleNode().withNodes("pve1", "pve2"));
  final ProxmoxClient client = client(token("all"));

  private record ClusterPacer(SimulatorClock clock) implements Pacer {
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

  /// A token of root with all privileges.
  Credentials token(String name) {
    return Credentials.ApiToken.parse(Secret.of(simulator.addToken("root@pam", name, false)));
  }

  /// A token with these privileges on one path and no others.
  Credentials token(String name, String path, String... privileges) {
    String token = simulator.addToken("root@pam", name, true);
    simulator.grant(path, "root@pam!" + name, privileges);
    return Credentials.ApiToken.parse(Secret.of(token));
  }

  static Credentials login(String user, String password) {
    return new Credentials.Login(user, Secret.of(password), new Credentials.SecondFactor.None());
  }

  ProxmoxClient client(Credentials credentials) {
    return ProxmoxClient.open(config(credentials), new ClusterPacer(simulator.clock()));
  }

  ProxmoxConfig config(Credentials credentials) {
    return ProxmoxConfig.of(List.copyOf(simulator.endpoints().values()), credentials)
        .withTrust(new TlsTrust.Pinned(fingerprints()));
  }

  private java.util.Set<String> fingerprints() {
    return java.util.Set.copyOf(Stream.of("pve1", "pve2").map(simulator::fingerprint).toList());
  }

  VmApi vm(int id) {
    return client.vm(Clients.PVE1, new VmId(id));
  }

  void create(int id, String name) {
    done(client.node(Clients.PVE1).qemu().create(new VmId(id), Params.of("name", name)));
  }

  void done(Upid upid) {
    client.tasks().await(upid, "the test", Duration.ofMinutes(30));
  }

  @Override
  public void close() {
    client.close();
    simulator.close();
  }
}
