package dev.holdfast.client.netmaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.client.netmaker.NetmakerException.Code;
import dev.holdfast.simulator.netmaker.FakeNetclient;
import dev.holdfast.simulator.netmaker.NetmakerOptions;
import dev.holdfast.simulator.netmaker.Release;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// The same calls give the same records, whatever the era of the server.
class ErasTest {

  static final List<Release> ERAS =
      List.of(
          NetmakerOptions.FIRST,
          new Release(1, 2, 0),
          NetmakerOptions.TEXTS,
          NetmakerOptions.NEWEST);

  private static SimulatedMesh of(Release release) {
    return new SimulatedMesh(NetmakerOptions.community().playing(release));
  }

  private static Fields network(String name) {
    return Fields.none().with("netid", name).with("addressrange", "10.20.0.9/16");
  }

  @ParameterizedTest
  @FieldSource("ERAS")
  void aNetworkIsMadeChangedAndDeleted(Release release) {
    try (var mesh = of(release)) {
      mesh.client.networks().create(new Network(network("mesh").with("auto_join", true)));
      Network made = mesh.client.networks().list().getFirst();
      assertThat(made.range4()).map(IpRange::toString).contains("10.20.0.0/16");

      mesh.client.networks().update(new Network(made.fields().with("auto_remove", true)));
      Network changed = mesh.client.networks().list().getFirst();
      if (changed.fields().has("auto_remove")) {
        assertThat(changed.fields().flag("auto_remove")).contains(true);
        assertThat(changed.fields().number("auto_remove_threshold")).contains(60L);
      }
      mesh.client.networks().delete("mesh");
      assertThat(mesh.client.networks().list()).isEmpty();
      assertThatThrownBy(() -> mesh.client.networks().delete("mesh"))
          .isInstanceOfSatisfying(
              NetmakerException.class, e -> assertThat(e.code()).isEqualTo(Code.NOT_FOUND));
    }
  }

  @ParameterizedTest
  @FieldSource("ERAS")
  void aMachineRegistersRoutesAndGoes(Release release) {
    try (var mesh = of(release)) {
      mesh.client.networks().create(new Network(network("mesh")));
      EnrollmentKey key =
          mesh.client
              .keys()
              .create(
                  Fields.none()
                      .with("tags", List.of("workers"))
                      .with("networks", List.of("mesh"))
                      .with("uses_remaining", 2));
      assertThat(key.usesRemaining()).isEqualTo(2);
      String token = key.token().orElseThrow().reveal();
      FakeNetclient one = mesh.simulator.client("one").register(token);
      FakeNetclient two = mesh.simulator.client("two").at("").register(token);
      mesh.passed();

      List<Node> nodes = mesh.client.nodes().list("mesh");
      assertThat(nodes)
          .extracting(node -> node.address().orElseThrow())
          .containsExactlyInAnyOrder("10.20.0.1", "10.20.0.2");
      Host silent = mesh.client.view().host(two.id()).orElseThrow();
      // Go prints <nil> for an address that it does not have.
      assertThat(silent.endpoint()).isEmpty();
      assertThat(mesh.client.view().key("workers").orElseThrow().usesRemaining()).isZero();

      Node router = mesh.client.view().node("mesh", one.id()).orElseThrow();
      Egress egress =
          mesh.client
              .egress()
              .create(
                  new Egress(
                      Fields.none()
                          .with("network", "mesh")
                          .with("name", "pods")
                          .with("range", "10.244.1.0/24")
                          .with("nodes", Map.of(router.id(), 100L))));
      assertThat(two.allowedIps(one)).contains("10.244.1.0/24");
      mesh.client.egress().delete(egress.id());
      assertThat(two.allowedIps(one)).doesNotContain("10.244.1.0/24");

      mesh.client.hosts().leave(one.id(), "mesh", false);
      mesh.client.hosts().delete(two.id(), true);
      assertThat(mesh.client.nodes().list("mesh")).isEmpty();
      assertThat(mesh.client.hosts().list()).extracting(Host::id).containsExactly(one.id());
    }
  }

  @Test
  void aServerThatIsTooOldIsToldAtTheFirstCall() {
    try (var mesh = of(NetmakerOptions.TOO_OLD)) {
      assertThatThrownBy(() -> mesh.client.networks().list())
          .isInstanceOfSatisfying(
              NetmakerException.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_OLD))
          .hasMessageContaining("0.90.0");
      assertThat(mesh.simulator.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v1.5.1, 1.5.1",
    "1.5, 1.5.0",
    "v0.99.0-rc2, 0.99.0",
    "v1.7.0, 1.7.0",
    "dev, 1.5.1",
    "'', 1.5.1"
  })
  void versionsAreReadInManyForms(String text, String version) {
    assertThat(ServerVersion.parse(text)).hasToString(version);
  }

  @Test
  void versionsAreInOrder() {
    assertThat(ServerVersion.parse("v1.10.0").atLeast(ServerVersion.parse("v1.9.9"))).isTrue();
    assertThat(ServerVersion.parse("v1.4.9").atLeast(ServerVersion.REDESIGNED)).isFalse();
  }
}
