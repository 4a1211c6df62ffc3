package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.SimulatedTest;
import dev.holdfast.simulator.netmaker.FakeNetclient;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import dev.holdfast.simulator.netmaker.NetmakerSimulator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A test in which the real Terraform drives the Netmaker types against a simulated server in
/// simulated time.
abstract class MeshTest extends SimulatedTest<NetmakerSimulator> {

  private static final Optional<MeshAudit> AUDIT = MeshAudit.beside();

  private final boolean described;
  final NetmakerSimulator mesh;

  MeshTest(NetmakerOptions options) {
    super(
        "netmaker",
        clock -> NetmakerSimulator.start(clock.map(options::in).orElse(options)),
        NetmakerSimulator::clock,
        MeshTest::access);
    described = options.release().equals(NetmakerOptions.NEWEST);
    mesh = simulator();
  }

  private static Map<String, String> access(NetmakerSimulator mesh) {
    return Map.of(
        "NETMAKER_ENDPOINT", mesh.endpoint().toString(),
        "NETMAKER_TOKEN", mesh.accessToken(),
        "NETMAKER_TLS_FINGERPRINT", mesh.fingerprint());
  }

  /// Where a description of the API is beside the repository, every request of the test must be
  /// within it; it describes the redesigned records.
  @Override
  protected void audit() {
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
