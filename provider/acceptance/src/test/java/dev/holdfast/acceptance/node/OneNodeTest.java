package dev.holdfast.acceptance.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A cluster of one machine, which becomes one and is none afterwards; more of it is in
/// [NodeLifecycleTest].
@Tag("soak")
class OneNodeTest {
  private static final String PLANE = "k8s_node.cp[\"cp1\"]";

  @Test
  void a_machine_becomes_a_cluster_and_is_none_again() {
    try (var cluster = new Cluster(List.of("cp1"))) {
      cluster.wanted(List.of("cp1"), "attic").terraform.apply();
      assertThat(cluster.terraform.state().attributes(PLANE).path("ready").asBoolean()).isTrue();
      cluster.terraform.expectNoChanges();

      cluster.terraform.destroy();
      assertThat(cluster.machine("cp1").exists("/etc/kubernetes/admin.conf")).isFalse();
      assertThat(cluster.machine("cp1").run("apt-mark showhold").text()).isEmpty();
    }
  }
}
