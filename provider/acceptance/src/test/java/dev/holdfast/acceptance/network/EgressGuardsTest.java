package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.netmaker.FakeNetclient;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What the server does not check about routes and addresses, and peers would drop without a word.
class EgressGuardsTest extends MeshTest {

  private FakeNetclient one = mesh.client("one").at("198.51.100.7");
  private FakeNetclient two = mesh.client("two").at("198.51.100.8");

  EgressGuardsTest() {
    super(NetmakerOptions.community());
  }

  @BeforeEach
  void inhabit() {
    mesh.lab().addNetwork("mesh", "10.20.0.0/16");
    mesh.lab().addNetwork("other", "10.30.0.0/16");
    one = one.register(token("mesh"));
    two = two.register(token("mesh"));
    passed(java.time.Duration.ofSeconds(5));
  }

  private String nodeId(FakeNetclient client) {
    return node("mesh", client).path("id").asString();
  }

  private String egress(String address, String range, String more, FakeNetclient... routers) {
    String nodes =
        Stream.of(routers)
            .map(router -> "\"" + nodeId(router) + "\" = 100")
            .reduce("", (left, right) -> left + right + "\n");
    return """
    resource "netmaker_egress" "%s" {
      network = "mesh"
      name    = "%s"
      range   = "%s"
      nodes   = { %s }
      %s
    }
    """
        .formatted(address, address, range, nodes.strip(), more);
  }

  /// A configuration and what its error says.
  private record Bad(String name, String body, List<String> words) {
    static Bad of(String name, String body, String... words) {
      return new Bad(name, body, List.of(words));
    }
  }

  @TestFactory
  Stream<DynamicTest> bad_routes_are_refused_at_the_plan() {
    return Stream.of(
            Bad.of(
                "two routers on the community edition",
                egress("x", "192.168.7.0/24", "", one, two),
                "Too many routers",
                "one routing node"),
            Bad.of(
                "nat on a range that is marked",
                egress("x", "172.30.1.0/24", "nat = true\n  kubernetes = true", one),
                "Address translation of a Kubernetes range"),
            Bad.of(
                "nat on a declared range",
                egress("x", "10.244.1.0/24", "nat = true", one),
                "Address translation of a Kubernetes range",
                "10.244.0.0/16"),
            Bad.of(
                "own network",
                egress("x", "10.20.5.0/24", "", one),
                "Overlapping ranges",
                "network \"mesh\""),
            Bad.of(
                "another network",
                egress("x", "10.0.0.0/8", "", one),
                "Overlapping ranges",
                "network \"other\""),
            Bad.of(
                "the router's own address",
                egress("x", "198.51.100.0/24", "", one),
                "Range holds its router's own address",
                "198.51.100.7",
                "host \"one\""),
            Bad.of(
                "a metric of zero",
                egress("x", "192.168.7.0/24", "", one).replace("= 100", "= 0"),
                "1 and 998"),
            Bad.of("no range", egress("x", "192.168.7.0", "", one), "must be a range"),
            Bad.of(
                "an address outside of the network",
                membership("10.21.0.5"),
                "Address is not in the network",
                "10.20.0.0/16"),
            Bad.of(
                "an address of somebody else",
                membership(node("mesh", two).path("address").asString().replace("/16", "")),
                "Address is taken",
                two.id()))
        .map(bad ->
            DynamicTest.dynamicTest(
                bad.name(),
                () -> {
                  terraform.configuration(
                      "provider \"netmaker\" {\n  kubernetes_ranges = [\"10.244.0.0/16\"]\n}\n"
                          + bad.body());
                  terraform.tryPlan().failedWith(bad.words().toArray(String[]::new));
                  assertThat(mesh.egress()).isEmpty();
                }));
  }

  private String membership(String address) {
    return """
    resource "netmaker_membership" "x" {
      network      = "mesh"
      host_id      = "%s"
      ipv4_address = "%s"
    }
    """
        .formatted(one.id(), address);
  }

  @Test
  void one_range_on_every_node_is_refused_before_the_second_is_made() {
    terraform.configuration(
        egress("a", "10.244.0.0/16", "", one) + egress("b", "10.244.0.0/16", "", two));
    // Terraform makes both at the same time, and one of them comes first.
    terraform.tryApply().failedWith("Range is routed already");
    assertThat(mesh.egress()).hasSize(1);
    assertThat(terraform.state().addresses()).hasSize(1);
    terraform.configuration("").destroy();
    assertThat(mesh.egress()).isEmpty();
  }

  @Test
  void each_node_routes_its_own_range() {
    terraform.configuration(
        egress("a", "10.244.1.0/24", "", one) + egress("b", "10.244.2.0/24", "", two));
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(one.allowedIps(two)).contains("10.244.2.0/24").doesNotContain("10.244.1.0/24");
    assertThat(two.allowedIps(one)).contains("10.244.1.0/24").doesNotContain("10.244.2.0/24");
    terraform.destroy();
  }

  @Test
  void switching_off_and_on_again_loses_nothing() {
    terraform.configuration(egress("a", "192.168.7.0/24", "nat = true\n  enabled = false", one));
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(one.pull().path("nodes")).hasSize(1);
    assertThat(two.allowedIps(one)).doesNotContain("192.168.7.0/24");
    terraform.configuration(
        egress("a", "192.168.7.0/24", "nat = true\n  description = \"x\"", one));
    terraform.apply();
    terraform.expectNoChanges();
    assertThat(mesh.egress().values())
        .singleElement()
        .satisfies(rule -> {
          assertThat(rule.path("nat").asBoolean()).isTrue();
          assertThat(rule.path("status").asBoolean()).isTrue();
        });
    terraform.destroy();
  }
}
