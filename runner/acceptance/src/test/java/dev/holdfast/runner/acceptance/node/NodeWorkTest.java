package dev.holdfast.runner.acceptance.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.bootstrap.NodeException;
import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.bootstrap.NodeWork;
import dev.holdfast.bootstrap.Removal;
import dev.holdfast.machines.Machine;
import dev.holdfast.machines.Residue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The life of a cluster of two control planes and a worker behind a jump host, each test going on
/// where the one before ended.
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeWorkTest {
  private static final Removal GONE =
      new Removal(true, Duration.ofSeconds(60), true, true, Removal.Unreachable.FAIL, false);

  private Fleet fleet;
  private Residue before;

  @SuppressWarnings("NullAway.Init")
  NodeWorkTest() {}

  @BeforeAll
  void start() {
    fleet = new Fleet(List.of("cp1", "cp2", "w1"));
    before = residue();
  }

  @AfterAll
  void end() {
    fleet.close();
  }

  /// What stands on the worker, but for what its packages' scripts and iptables itself leave: the
  /// empty tables that every use of iptables makes, and settings of the running kernel.
  private Residue residue() {
    return Residue.of(
        fleet.machine("w1"),
        Residue.Exclusions.standard()
            .and("nft", "ip6?/(filter|nat|mangle|raw)(/.*)?")
            .and("sysctl", "net/ipv[46]/.*forward.*")
            .and("file", "/run/(adduser|motd.dynamic)"));
  }

  private NodeState applied(String name, Map<String, String> labels) {
    try (NodeWork work = fleet.work(fleet.spec(name, labels))) {
      return work.apply();
    }
  }

  @Test
  @Order(1)
  void a_worker_alone_has_nothing_to_join_and_stays_as_it_is() {
    try (NodeWork work = fleet.work(fleet.spec("w1", Map.of()))) {
      assertThatThrownBy(work::apply)
          .isInstanceOf(NodeException.class)
          .hasMessageContaining("No control plane of edge answers")
          .hasMessageContaining("cp1: it is no control plane yet");
    }
    assertThat(fleet.machine("w1").run("ls /etc/kubernetes/kubelet.conf || true").text()).isEmpty();
  }

  @Test
  @Order(2)
  void machines_become_a_cluster_though_the_work_on_each_is_killed_once() {
    Map<String, String> killed =
        Map.of(
            "cp1", "The first control plane",
            "cp2", "The container runtime",
            "w1", "The node joins");
    // The one that leaves a member of etcd that never starts, which no other one can join beside.
    fleet
        .machine("cp2")
        .run("echo 'kill kubeadm join/etcd/added' > /run/holdfast-fakes.conf")
        .text();
    for (String name : List.of("cp1", "cp2", "w1")) {
      assertThat(fleet.killed(name, Optional.ofNullable(killed.get(name)).orElseThrow()))
          .isEqualTo(NodeProcess.KILLED);
      if (name.equals("cp2")) {
        try (NodeWork work = fleet.work(fleet.spec(name, Map.of()))) {
          assertThatThrownBy(work::apply).isInstanceOf(NodeException.class);
        }
        fleet.machine(name).run("rm /run/holdfast-fakes.conf").text();
      }
      NodeState state = applied(name, Map.of("site", "attic"));
      assertThat(state.node()).as(name).isPresent();
      assertThat(state.node().orElseThrow().ready()).isTrue();
      assertThat(state.node().orElseThrow().addresses()).containsExactly(fleet.address(name));
      assertThat(state.plan().steps()).isEmpty();
      assertThat(state.etcdMember()).isEqualTo(name.startsWith("cp"));
    }
    assertThat(fleet.kubectl("cp1", "get nodes -l site=attic -o name").lines())
        .containsExactlyInAnyOrder("node/cp1", "node/cp2", "node/w1");
    assertThat(fleet.machine("w1").run("apt-mark showhold").text().lines())
        .contains("containerd", "kubeadm", "kubectl", "kubelet");
  }

  @Test
  @Order(3)
  void tickets_are_worth_nothing_afterwards() {
    Machine plane = fleet.machine("cp1");
    assertThat(plane.run("kubeadm token list").text()).doesNotContain("Holdfast");
    assertThat(fleet.kubectl("cp1", "-n kube-system get secret kubeadm-certs --ignore-not-found"))
        .isEmpty();
    assertThat(fleet.machine("w1").run("ls /run/holdfast 2>/dev/null || true").text()).isEmpty();
  }

  @Test
  @Order(4)
  void a_second_run_does_nothing() {
    fleet.told.clear();
    for (String name : List.of("cp1", "cp2", "w1")) {
      applied(name, Map.of("site", "attic"));
    }
    assertThat(fleet.told).isEmpty();
  }

  @Test
  @Order(5)
  void a_changed_label_changes_labels_and_leaves_those_of_others() {
    fleet.kubectl("cp1", "label node w1 owner=somebody");
    fleet.told.clear();
    applied("w1", Map.of("site", "cellar"));
    assertThat(fleet.told)
        .containsExactly("w1: Labels, annotations and taints", "w1: The node is ready");
    assertThat(fleet.kubectl("cp1", "get node w1 -o jsonpath={.metadata.labels}"))
        .contains("cellar", "somebody")
        .doesNotContain("attic");
  }

  @Test
  @Order(6)
  void what_somebody_changed_on_the_machine_is_seen_and_put_right() {
    fleet
        .machine("w1")
        .run(
            "systemctl stop holdfast-api; apt-mark -q unhold kubelet; echo '#' >> /etc/containerd/config.toml")
        .text();
    fleet.told.clear();
    NodeState state = applied("w1", Map.of("site", "cellar"));
    assertThat(fleet.told)
        .containsExactly(
            "w1: Packages of Kubernetes, held",
            "w1: The container runtime",
            "w1: The way to the API servers",
            "w1: The node is ready");
    assertThat(state.plan().steps()).isEmpty();
  }

  @Test
  @Order(7)
  void a_worker_leaves_and_nothing_of_it_is_left() {
    try (NodeWork work = fleet.work(fleet.spec("w1", Map.of("site", "cellar")))) {
      work.remove(GONE);
    }
    assertThat(fleet.kubectl("cp1", "get nodes -o name")).doesNotContain("w1");
    assertThat(residue().since(before)).isEmpty();
  }

  @Test
  @Order(8)
  void the_first_control_plane_can_go_too() {
    try (NodeWork work = fleet.work(fleet.spec("cp1", Map.of("site", "attic")))) {
      work.remove(GONE);
    }
    assertThat(fleet.kubectl("cp2", "get nodes -o name").strip()).isEqualTo("node/cp2");
    try (NodeWork work = fleet.work(fleet.spec("cp2", Map.of("site", "attic")))) {
      NodeState state = work.read();
      assertThat(state.node().orElseThrow().ready()).isTrue();
      assertThat(state.etcdMember()).isTrue();
    }
  }
}
