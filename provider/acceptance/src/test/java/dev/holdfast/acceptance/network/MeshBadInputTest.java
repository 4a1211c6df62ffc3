package dev.holdfast.acceptance.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.simulator.netmaker.NetmakerOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Bad input gives one error at the plan that names the attribute and the cure, and nothing is
/// made.
class MeshBadInputTest extends MeshTest {

  MeshBadInputTest() {
    super(NetmakerOptions.community());
  }

  /// A configuration and what its error says.
  private record Bad(String name, String body, List<String> words) {
    static Bad network(String name, String attributes, String... words) {
      return new Bad(
          name, "resource \"netmaker_network\" \"x\" {\n" + attributes + "\n}\n", List.of(words));
    }

    static Bad key(String name, String attributes, String... words) {
      return new Bad(
          name,
          "resource \"netmaker_enrollment_key\" \"x\" {\n" + attributes + "\n}\n",
          List.of(words));
    }

    static Bad host(String name, String attributes, String... words) {
      return new Bad(
          name, "resource \"netmaker_host\" \"x\" {\n" + attributes + "\n}\n", List.of(words));
    }
  }

  private static final String NAMED = "name = \"mesh\"\n";
  private static final String RANGED = NAMED + "ipv4_range = \"10.20.0.0/16\"\n";

  private static final List<Bad> CASES =
      List.of(
          Bad.network(
              "a dot in the name",
              "name = \"my.mesh\"\nipv4_range = \"10.20.0.0/16\"",
              "my.mesh",
              "no dot"),
          Bad.network(
              "a capital in the name",
              "name = \"Mesh\"\nipv4_range = \"10.20.0.0/16\"",
              "no capital"),
          Bad.network(
              "a name that is too long",
              "name = \"" + "a".repeat(33) + "\"\nipv4_range = \"10.20.0.0/16\"",
              "1 to 32"),
          Bad.network("no range", NAMED, "ipv4_range", "ipv6_range", "Set one of them"),
          Bad.network(
              "no prefix", NAMED + "ipv4_range = \"10.20.0.0\"", "ipv4_range", "10.20.0.0/16"),
          Bad.network("a range that is too small", NAMED + "ipv4_range = \"10.20.0.0/31\"", "/30"),
          Bad.network("IPv6 as IPv4", NAMED + "ipv4_range = \"fd00::/64\"", "an IPv4 range"),
          Bad.network("IPv4 as IPv6", NAMED + "ipv6_range = \"10.20.0.0/16\"", "an IPv6 range"),
          Bad.network(
              "a range of another network",
              NAMED + "ipv4_range = \"10.99.7.0/24\"",
              "Overlapping ranges",
              "network \"taken\""),
          Bad.network(
              "a pod range",
              NAMED + "ipv4_range = \"10.244.0.0/16\"",
              "Kubernetes range 10.244.0.0/16 overlaps Netmaker network \"mesh\""),
          Bad.network(
              "virtual NAT on the community edition",
              RANGED + "virtual_nat = { pool = \"198.18.0.0/15\", site_prefix_length = 24 }",
              "virtual_nat.pool",
              "needs the Pro edition"),
          Bad.network(
              "approval on the community edition",
              RANGED + "auto_join = false",
              "auto_join = false needs the Pro edition"),
          Bad.network(
              "a site larger than its pool",
              RANGED + "virtual_nat = { pool = \"198.18.0.0/20\", site_prefix_length = 16 }",
              "larger than the pool"),
          Bad.key("a name that is too short", "name = \"ab\"\nnetworks = [\"taken\"]", "3 to 32"),
          Bad.key("no networks", "name = \"abc\"\nnetworks = []", "networks"),
          Bad.key("a network with a dot", "name = \"abc\"\nnetworks = [\"a.b\"]", "no dot"),
          Bad.key(
              "both kinds",
              "name = \"abc\"\nnetworks = [\"taken\"]\nuses = 1\nexpires_at = \"2027-01-01T00:00:00Z\"",
              "uses",
              "expires_at",
              "only one"),
          Bad.key(
              "a time without a zone",
              "name = \"abc\"\nnetworks = [\"taken\"]\nexpires_at = \"2027-01-01\"",
              "a time with its zone"),
          Bad.key(
              "a time in the past",
              "name = \"abc\"\nnetworks = [\"taken\"]\nexpires_at = \"2020-01-01T00:00:00Z\"",
              "ended already"),
          Bad.key(
              "tags on the community edition",
              "name = \"abc\"\nnetworks = [\"taken\"]\ntags = [\"taken.servers\"]",
              "needs the Pro edition"),
          Bad.host("nothing that names it", "mtu = 1380", "Missing argument", "mac_address"),
          Bad.host("a dot in the host name", "name = \"web.example\"", "dot"),
          Bad.host("an MTU too large", "name = \"web\"\nmtu = 65000", "mtu", "9000"),
          Bad.host(
              "an endpoint that is not used",
              "name = \"web\"\nendpoint_ipv4 = \"203.0.113.1\"",
              "static_endpoint = true"),
          Bad.host("no hardware address", "mac_address = \"02:42\"", "a hardware address"));

  @TestFactory
  Stream<DynamicTest> bad_input_is_refused_at_the_plan() {
    mesh.lab().addNetwork("taken", "10.99.0.0/16");
    return CASES.stream()
        .map(bad ->
            DynamicTest.dynamicTest(
                bad.name(),
                () -> {
                  terraform.configuration(
                      "provider \"netmaker\" {\n  kubernetes_ranges = [\"10.244.0.0/16\"]\n}\n"
                          + bad.body());
                  terraform.tryPlan().failedWith(bad.words().toArray(String[]::new));
                  assertThat(mesh.networks()).containsOnlyKeys("taken");
                }));
  }
}
