package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.netmaker.FakeNetclient;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import org.junit.jupiter.api.Test;

/// From nothing to a mesh of machines with routes, through changes in place and imports, and back
/// to nothing; the same in every era of the server.
abstract class MeshLifecycle extends MeshTest {

  private static final String BASE =
      """
      resource "netmaker_network" "mesh" {
        name        = "mesh"
        ipv4_range  = "10.20.0.1/16"
        ipv6_range  = "fd00:20::/64"
        default_acl = { enabled = %s }
      }

      resource "netmaker_enrollment_key" "workers" {
        name     = "workers"
        networks = [netmaker_network.mesh.name]
        uses     = 3
      }
      """;

  private static final String MACHINE =
      """
      resource "netmaker_host" "web" {
        name        = "web-1"
        mtu         = %d
        listen_port = 51830
        static_port = true
        auto_update = false
        dns         = false
      }

      resource "netmaker_membership" "web" {
        network      = netmaker_network.mesh.name
        host_id      = netmaker_host.web.id
        ipv4_address = "%s"
      }

      resource "netmaker_egress" "pods" {
        network = netmaker_network.mesh.name
        name    = "pods of web-1"
        range   = "10.244.1.0/24"
        nodes   = { (netmaker_membership.web.node_id) = %d }
      }
      """;

  MeshLifecycle(NetmakerOptions options) {
    super(options);
  }

  private static String machine(int mtu, String address, int metric) {
    return MACHINE.formatted(mtu, address, metric);
  }

  private FakeNetclient wholeMesh() {
    terraform.configuration(BASE.formatted(true)).apply();
    FakeNetclient web = registered("web-1", "workers");
    terraform.configuration(BASE.formatted(true) + machine(1380, "10.20.0.50", 100)).apply();
    return web;
  }

  @Test
  void a_mesh_is_made_changed_and_destroyed() {
    FakeNetclient web = wholeMesh();
    FakeNetclient other = registered("other", "workers");
    terraform.expectNoChanges();

    assertThat(network("mesh").path("addressrange").asString()).isEqualTo("10.20.0.0/16");
    assertThat(node("mesh", web).path("address").asString()).isEqualTo("10.20.0.50/16");
    assertThat(host(web).path("mtu").asInt()).isEqualTo(1380);
    assertThat(host(web).path("listenport").asInt()).isEqualTo(51830);
    assertThat(host(web).path("autoupdate").asBoolean()).isFalse();
    assertThat(host(web).path("dns").asString()).isEqualTo("no");
    assertThat(other.allowedIps(web)).contains("10.20.0.50/32", "10.244.1.0/24");

    terraform.configuration(BASE.formatted(false) + machine(1412, "10.20.0.51", 200));
    assertThat(terraform.plan().actions("netmaker_host.web")).containsExactly("update");
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(mesh.policy("mesh.all-nodes").orElseThrow().path("enabled").asBoolean()).isFalse();
    assertThat(node("mesh", web).path("address").asString()).isEqualTo("10.20.0.51/16");
    assertThat(host(web).path("mtu").asInt()).isEqualTo(1412);
    assertThat(mesh.egress().values())
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.path("nodes").path(node("mesh", web).path("id").asString()).asInt())
              .isEqualTo(200);
          assertThat(rule.path("status").asBoolean()).isTrue();
        });

    other.leave();
    terraform.destroy();
    assertThat(mesh.networks()).isEmpty();
    assertThat(mesh.keys()).isEmpty();
    assertThat(mesh.hosts()).isEmpty();
    assertThat(mesh.egress()).isEmpty();
    // The call of old answers 200 and does nothing.
    assertThat(mesh.requestCounts().keySet()).noneMatch(call -> call.contains("creategateway"));
  }

  @Test
  void everything_is_imported_to_an_empty_plan() {
    FakeNetclient web = wholeMesh();
    String egress = mesh.egress().keySet().iterator().next();
    for (String address : terraform.state().addresses()) {
      terraform.run("state", "rm", address).succeeded();
    }

    terraform.importId("netmaker_network.mesh", "mesh");
    terraform.importId("netmaker_enrollment_key.workers", "workers");
    terraform.importId("netmaker_host.web", "web-1");
    terraform.importId("netmaker_membership.web", "mesh/" + web.id());
    terraform.importId("netmaker_egress.pods", "mesh/" + egress);
    // One use is gone, and the server does not know that there were three.
    terraform.configuration(
        BASE.formatted(true).replace("uses     = 3", "uses     = 2")
            + machine(1380, "10.20.0.50", 100));
    terraform.expectNoChanges();
    terraform.destroy();
    assertThat(mesh.networks()).isEmpty();
    assertThat(mesh.hosts()).isEmpty();
  }

  @Test
  void what_somebody_else_removed_is_made_again() {
    FakeNetclient web = wholeMesh();
    mesh.lab().removeEgress(mesh.egress().keySet().iterator().next());
    mesh.lab().removeKey("workers");
    mesh.lab().removeNode("mesh", web.id());
    var plan = terraform.plan();
    assertThat(plan.actions("netmaker_egress.pods")).containsExactly("create");
    assertThat(plan.actions("netmaker_enrollment_key.workers")).containsExactly("create");
    assertThat(plan.actions("netmaker_membership.web")).containsExactly("create");
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(node("mesh", web).path("address").asString()).isEqualTo("10.20.0.50/16");

    mesh.lab().removeHost(web.id());
    mesh.lab().removeNetwork("mesh");
    assertThat(terraform.plan().actions("netmaker_network.mesh")).containsExactly("create");
    terraform.destroy();
  }

  @Test
  void what_somebody_else_changed_is_set_back() {
    FakeNetclient web = wholeMesh();
    mesh.lab().setHost(web.id(), "mtu", 1280);
    mesh.lab().setHost(web.id(), "dns", "yes");
    assertThat(terraform.plan().actions("netmaker_host.web")).containsExactly("update");
    terraform.apply();
    assertThat(host(web).path("mtu").asInt()).isEqualTo(1380);
    assertThat(host(web).path("dns").asString()).isEqualTo("no");
    terraform.destroy();
  }

  @Test
  void a_run_that_lost_its_state_is_taken_up_again() {
    terraform.configuration(BASE.formatted(true)).apply();
    lose("netmaker_network.mesh", "netmaker_enrollment_key.workers");
    assertThat(terraform.apply().flowing())
        .contains("Existing network taken over", "Existing key taken over");
    assertThat(mesh.keys()).containsOnlyKeys("mesh", "workers");

    FakeNetclient web = registered("web-1", "workers");
    terraform.configuration(BASE.formatted(true) + machine(1380, "10.20.0.50", 100)).apply();
    lose("netmaker_egress.pods", "netmaker_membership.web", "netmaker_host.web");
    assertThat(terraform.apply().flowing()).contains("Existing egress taken over");
    terraform.expectNoChanges();
    assertThat(mesh.egress()).hasSize(1);
    assertThat(mesh.hosts()).containsOnlyKeys(web.id());
    assertThat(mesh.nodes("mesh")).hasSize(1);
    terraform.destroy();
    assertThat(mesh.networks()).isEmpty();
    assertThat(mesh.hosts()).isEmpty();
  }

  private void lose(String... addresses) {
    for (String address : addresses) {
      terraform.run("state", "rm", address).succeeded();
    }
  }
}
