package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.acceptance.terraform.FaultCases;
import dev.holdfast.acceptance.terraform.FaultCases.Case;
import dev.holdfast.acceptance.terraform.FaultCases.Step;
import dev.holdfast.acceptance.terraform.FaultMatrix;
import dev.holdfast.acceptance.terraform.Run;
import dev.holdfast.simulator.netmaker.FakeNetclient;
import dev.holdfast.simulator.netmaker.Fault;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Every kind of fault at every call of create, change and destroy: nothing is made twice or left
/// behind, the state is true, and the next apply converges.
class MeshFaultMatrixTest extends MeshTest
    implements FaultMatrix<MeshFaultMatrixTest.Phase, Fault> {

  private static final String MESH =
      """
      resource "netmaker_network" "mesh" {
        name        = "mesh"
        ipv4_range  = "10.20.0.0/16"
        default_acl = { enabled = false }
      }

      resource "netmaker_enrollment_key" "k" {
        name     = "workers"
        networks = [netmaker_network.mesh.name]
        uses     = 5
      }

      resource "netmaker_host" "web" {
        name        = "web-1"
        mtu         = %1$d
        auto_update = false
      }

      resource "netmaker_membership" "web" {
        network      = netmaker_network.mesh.name
        host_id      = netmaker_host.web.id
        ipv4_address = "10.20.0.%2$d"
      }

      resource "netmaker_egress" "pods" {
        network = netmaker_network.mesh.name
        name    = "pods"
        range   = "10.244.1.0/24"
        nodes   = { (netmaker_membership.web.node_id) = %2$d }
      }
      """;

  private static final String FIRST = MESH.formatted(1380, 50);
  private static final String SECOND = MESH.formatted(1412, 60);

  /// What Terraform is asked to do while the fault is armed.
  enum Phase {
    CREATE,
    CHANGE,
    DESTROY
  }

  private static final String HOST = "/api/hosts/{hostid}";
  private static final String KEYS = "/api/v1/enrollment-keys";

  private static final List<Step<Phase>> STEPS =
      List.of(
          new Step<>(Phase.CREATE, "GET", "/api/server/status"),
          new Step<>(Phase.CREATE, "GET", "/api/networks"),
          new Step<>(Phase.CREATE, "POST", "/api/networks"),
          new Step<>(Phase.CREATE, "PUT", "/api/v1/acls"),
          new Step<>(Phase.CREATE, "POST", KEYS),
          new Step<>(Phase.CREATE, "GET", "/api/hosts"),
          new Step<>(Phase.CREATE, "PUT", HOST),
          new Step<>(Phase.CREATE, "POST", HOST + "/networks/{network}"),
          new Step<>(Phase.CREATE, "GET", "/api/nodes/{network}"),
          new Step<>(Phase.CREATE, "PUT", "/api/nodes/{network}/{nodeid}"),
          new Step<>(Phase.CREATE, "POST", "/api/v1/egress"),
          new Step<>(Phase.CHANGE, "PUT", HOST),
          new Step<>(Phase.CHANGE, "PUT", "/api/nodes/{network}/{nodeid}"),
          new Step<>(Phase.CHANGE, "PUT", "/api/v1/egress"),
          new Step<>(Phase.DESTROY, "DELETE", "/api/v1/egress"),
          new Step<>(Phase.DESTROY, "DELETE", HOST + "/networks/{network}"),
          new Step<>(Phase.DESTROY, "DELETE", "/api/v1/ui/hosts/{hostid}"),
          new Step<>(Phase.DESTROY, "DELETE", KEYS + "/{keyID}"),
          new Step<>(Phase.DESTROY, "DELETE", "/api/networks/{networkname}"));

  private final FakeNetclient web;

  MeshFaultMatrixTest() {
    super(NetmakerOptions.community());
    environment.remove("NETMAKER_TOKEN");
    environment.put("NETMAKER_USERNAME", "admin");
    environment.put("NETMAKER_PASSWORD", "secret");
    mesh.lab().addNetwork("other", "10.77.0.0/16");
    web = mesh.client("web-1").register(token("other"));
    passed(Duration.ofSeconds(5));
  }

  /// Every step once and every fault at least once.
  static Stream<Case<Phase, Fault>> diagonal() {
    return FaultCases.diagonal(STEPS, Fault.kinds());
  }

  static Stream<Case<Phase, Fault>> all() {
    return FaultCases.all(STEPS, Fault.kinds());
  }

  @Override
  public void check(Case<Phase, Fault> fault) {
    switch (fault.step().phase()) {
      case CREATE -> attempt(fault, FIRST, 50);
      case CHANGE -> {
        terraform.configuration(FIRST).apply();
        attempt(fault, SECOND, 60);
      }
      case DESTROY -> {
        terraform.configuration(FIRST).apply();
        arm(fault);
        terraform.run("destroy", "-auto-approve", "-no-color");
        met();
      }
    }
    terraform.destroy();
    assertThat(mesh.networks()).containsOnlyKeys("other");
    assertThat(mesh.keys()).containsOnlyKeys("other");
    assertThat(mesh.egress()).isEmpty();
    assertThat(mesh.hosts()).isEmpty();
  }

  private void attempt(Case<Phase, Fault> fault, String configuration, int last) {
    terraform.configuration(configuration);
    arm(fault);
    Run first = terraform.tryApply();
    met();
    assertThat(first.flowing())
        .doesNotContain("inconsistent")
        .doesNotContain("bug in the provider");
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(mesh.networks()).containsOnlyKeys("mesh", "other");
    assertThat(mesh.keys()).containsOnlyKeys("mesh", "other", "workers");
    assertThat(mesh.nodes("mesh")).hasSize(1);
    assertThat(node("mesh", web).path("address").asString()).isEqualTo("10.20.0." + last + "/16");
    assertThat(mesh.egress()).hasSize(1);
  }

  private void arm(Case<Phase, Fault> fault) {
    mesh.failNext(fault.step().method(), fault.step().path(), fault.kind());
  }

  /// The fault must have happened, else the case tests nothing.
  private void met() {
    assertThat(mesh.faults().remaining()).isZero();
  }
}
