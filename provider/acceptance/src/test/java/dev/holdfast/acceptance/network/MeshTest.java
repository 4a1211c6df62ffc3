package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.Providers;
import dev.holdfast.acceptance.terraform.Published;
import dev.holdfast.acceptance.terraform.Serving;
import dev.holdfast.acceptance.terraform.SimulatedPacer;
import dev.holdfast.acceptance.terraform.Workspace;
import dev.holdfast.resources.registry.Families;
import dev.holdfast.server.ReattachServer;
import dev.holdfast.simulator.clock.RealClock;
import dev.holdfast.simulator.netmaker.FakeNetclient;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import dev.holdfast.simulator.netmaker.NetmakerSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.node.ObjectNode;

/// A test in which the real Terraform drives the Netmaker types against a simulated server in
/// simulated time.
abstract class MeshTest {

  private static final String REQUIRED =
      """
      terraform {
        required_providers {
          netmaker = { source = "holdfast/netmaker" }
        }
      }
      """;

  private static final Optional<MeshAudit> AUDIT = MeshAudit.beside();

  /// How much faster than ours the time of the server passes where providers have their own.
  private static final double SPEED = 4;

  private final Optional<RealClock> clock;
  private final boolean described;
  final NetmakerSimulator mesh;

  /// The environment of the provider; looked at whenever Terraform configures it.
  final Map<String, String> environment = new ConcurrentHashMap<>();

  final SimulatedPacer pacer;
  final Families families;
  final ReattachServer server;
  final Workspace terraform;

  MeshTest(NetmakerOptions options) {
    clock = Published.external() ? Optional.of(RealClock.start(SPEED)) : Optional.empty();
    described = options.release().equals(NetmakerOptions.NEWEST);
    mesh = NetmakerSimulator.start(clock.map(options::in).orElse(options));
    environment.put("NETMAKER_ENDPOINT", mesh.endpoint().toString());
    environment.put("NETMAKER_TOKEN", mesh.accessToken());
    environment.put("NETMAKER_TLS_FINGERPRINT", mesh.fingerprint());
    pacer = new SimulatedPacer(mesh.clock());
    families = new Families(name -> Optional.ofNullable(environment.get(name)), pacer);
    server = Serving.holdfast(families.named("netmaker"));
    terraform =
        Workspace.traced(Published.orElse(() -> Providers.running(server)))
            .with(environment)
            .file("versions.tf", REQUIRED);
  }

  /// Ends everything. Where a description of the API is beside the repository, every request of the
  /// test must be within it; it describes the redesigned records.
  @AfterEach
  void close() {
    terraform.close();
    server.close();
    mesh.close();
    clock.ifPresent(RealClock::close);
    assertThat(mesh.failures()).as("failures of the simulator itself").isEmpty();
    AUDIT
        .filter(_ -> described)
        .ifPresent(audit ->
            assertThat(audit.violations(mesh.requests()))
                .as("requests outside the description")
                .isEmpty());
  }

  /// The token of a key that is on the server.
  String token(String key) {
    return Optional.ofNullable(mesh.keys().get(key)).orElseThrow().path("token").asString();
  }

  /// A machine that has registered, and whose nodes are there.
  FakeNetclient registered(String name, String key) {
    FakeNetclient client = mesh.client(name).register(token(key));
    passed(Duration.ofSeconds(5));
    return client;
  }

  /// Lets time pass, so that the server's work in the background gets done.
  void passed(Duration duration) {
    mesh.clock().sleep(duration);
  }

  /// The node of a machine in a network.
  ObjectNode node(String network, FakeNetclient client) {
    return mesh.nodes(network).stream()
        .filter(node -> node.path("hostid").asString("").equals(client.id()))
        .findFirst()
        .orElseThrow();
  }

  /// A host as the server has it.
  ObjectNode host(FakeNetclient client) {
    return Optional.ofNullable(mesh.hosts().get(client.id())).orElseThrow();
  }

  /// A network as the server has it, in the form of 1.5.1.
  ObjectNode network(String name) {
    return Optional.ofNullable(mesh.networks().get(name)).orElseThrow();
  }
}
