package dev.holdfast.acceptance.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.machines.Residue;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The life of a cluster of a control plane and a worker behind a jump host.
@Tag("soak")
class NodeLifecycleTest {
  private static final String PLANE = "k8s_node.cp[\"cp1\"]";
  private static final String WORKER = "k8s_node.worker[\"w1\"]";

  @Test
  void from_machines_to_a_cluster_and_back() {
    try (var cluster = new Cluster(List.of("cp1", "w1"))) {
      Residue plane = cluster.residue("cp1");
      Residue worker = cluster.residue("w1");
      cluster.wanted(List.of("cp1"), "attic").terraform.apply();
      cluster.wanted(List.of("cp1", "w1"), "attic");
      made(cluster);
      labelled(cluster);
      mended(cluster);
      asked(cluster);
      worker(cluster, worker);
      cluster.terraform.destroy();
      assertThat(cluster.residue("cp1").since(plane)).isEmpty();
      assertThat(cluster.terraform.state().addresses()).isEmpty();
    }
  }

  private static void made(Cluster cluster) {
    cluster.terraform.apply();
    var worker = cluster.terraform.state().attributes(WORKER);
    assertThat(worker.path("ready").asBoolean()).isTrue();
    assertThat(worker.path("addresses").toString())
        .isEqualTo("[\"" + cluster.machine("w1").address() + "\"]");
    assertThat(worker.path("node_uid").asString())
        .isEqualTo(cluster.kubectl("get node w1 -o jsonpath={.metadata.uid}"));
    assertThat(worker.path("ca_hash"))
        .isEqualTo(cluster.terraform.state().attributes(PLANE).path("ca_hash"));
    cluster.terraform.expectNoChanges();
  }

  private static void labelled(Cluster cluster) {
    cluster.wanted(List.of("cp1", "w1"), "cellar");
    assertThat(cluster.terraform.plan().actions(WORKER)).containsExactly("update");
    cluster.terraform.apply();
    assertThat(cluster.kubectl("get nodes -l site=cellar -o name").lines())
        .containsExactlyInAnyOrder("node/cp1", "node/w1");
    cluster.terraform.expectNoChanges();
  }

  private static void mended(Cluster cluster) {
    cluster.machine("w1").run("systemctl stop holdfast-api; apt-mark -q unhold kubelet").text();
    var plan = cluster.terraform.plan();
    assertThat(plan.actions(WORKER)).containsExactly("update");
    assertThat(plan.actions(PLANE)).containsExactly("no-op");
    cluster.terraform.apply();
    assertThat(cluster.machine("w1").run("apt-mark showhold").text()).contains("kubelet");
    cluster.terraform.expectNoChanges();
  }

  private static void asked(Cluster cluster) {
    cluster.terraform.file("login/site.yml", NodeHcl.PLAYBOOK).file("asked.tf", NodeHcl.ASKED);
    cluster.terraform.apply();
    assertThat(cluster.terraform.state().output("nodes").toString())
        .isEqualTo("{\"cp1\":\"control_plane\",\"w1\":\"worker\"}");
    assertThat(cluster.terraform.state().output("said").toString())
        .isEqualTo("[\"node/cp1\",\"node/w1\"]");
    assertThat(cluster.terraform.stateFile().toString())
        .doesNotContain("PRIVATE KEY")
        .doesNotContain("client-key");
    cluster.terraform.file("asked.tf", "");
  }

  private static void worker(Cluster cluster, Residue before) {
    cluster.wanted(List.of("cp1"), "cellar");
    cluster.terraform.apply();
    assertThat(cluster.kubectl("get nodes -o name").strip()).isEqualTo("node/cp1");
    assertThat(cluster.residue("w1").since(before)).isEmpty();
    cluster.terraform.expectNoChanges();
  }
}
