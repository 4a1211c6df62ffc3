package dev.holdfast.runner.acceptance.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.bootstrap.NodeException;
import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.bootstrap.NodeWork;
import dev.holdfast.bootstrap.Removal;
import dev.holdfast.machines.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// Work on a machine that ends in the middle: the process killed, the connections cut, the machine
/// rebooted. Whoever runs it again gets a node, and nothing is there twice or left half.
@Tag("soak")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeFaultsTest {
  private static final Duration INTO = Fleet.INTO;

  private static final List<String> MACHINE =
      List.of(
          "The machine is fit to be a node",
          "The address is on the machine",
          "Kernel, network and swap",
          "Packages of Kubernetes, held",
          "The container runtime",
          "The kubelet starts after the mesh and leaves room for SSH",
          "The way to the API servers");

  /// What goes wrong.
  private enum Fault {
    KILL,
    CUT,
    REBOOT
  }

  private Fleet fleet;

  @SuppressWarnings("NullAway.Init")
  NodeFaultsTest() {}

  @BeforeAll
  void start() {
    fleet = new Fleet(List.of("cp1", "cp2", "w1"));
  }

  @AfterAll
  void end() {
    fleet.close();
  }

  /// Begins the work and has the fault happen in a phase.
  private void interrupted(String name, String title, Fault fault) {
    switch (fault) {
      case KILL ->
          assertThat(fleet.killed(name, title))
              .as("%s, killed in: %s", name, title)
              .isEqualTo(NodeProcess.KILLED);
      case CUT -> struck(name, title, Machine::cut);
      case REBOOT -> struck(name, title, Machine::reboot);
    }
  }

  private interface Strike {
    void at(Machine machine);
  }

  private void struck(String name, String title, Strike strike) {
    var striking = new AtomicReference<Thread>();
    NodeWork.Progress progress =
        (_, begun) -> {
          if (begun.equals(title)) {
            striking.set(
                Thread.ofVirtual()
                    .start(() -> {
                      try {
                        Thread.sleep(INTO);
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      strike.at(fleet.machine(name));
                    }));
          }
        };
    try (NodeWork work = fleet.work(fleet.spec(name, Map.of()), progress)) {
      work.apply();
    } catch (NodeException e) {
      // What strikes between two tasks is survived; a task that it meets is not done twice.
      assertThat(e.kind()).isIn(NodeException.Kind.UNREACHABLE, NodeException.Kind.FAILED);
    } finally {
      Optional<Thread> struck = Optional.ofNullable(striking.get());
      assertThat(struck).as("%s, struck in: %s", name, title).isPresent();
      struck.ifPresent(NodeFaultsTest::ended);
    }
  }

  private static void ended(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs it again, and looks that all is well.
  private void converges(String name) {
    try (NodeWork work = fleet.work(fleet.spec(name, Map.of()))) {
      NodeState state = work.apply();
      assertThat(state.plan().steps()).isEmpty();
      assertThat(state.node().orElseThrow().ready()).isTrue();
      assertThat(state.node().orElseThrow().addresses()).containsExactly(fleet.address(name));
    }
    assertThat(
            fleet
                .machine(name)
                .run("ls -d /run/holdfast-node.lock* /run/holdfast/* 2>/dev/null || true")
                .text())
        .as("locks and secrets")
        .isEmpty();
  }

  private void leaves(String name) {
    try (NodeWork work = fleet.work(fleet.spec(name, Map.of()))) {
      work.remove(
          new Removal(false, Duration.ofSeconds(30), true, false, Removal.Unreachable.FAIL, false));
    }
  }

  private void clusterIs(String... nodes) {
    assertThat(fleet.kubectl("cp1", "get nodes -o name").lines().map(line -> line.substring(5)))
        .containsExactlyInAnyOrder(nodes);
    assertThat(fleet.machine("cp1").run("kubeadm token list").text()).doesNotContain("Holdfast");
    assertThat(members())
        .extracting(member -> member.split(",")[1].strip())
        .as("members of etcd, none of them half")
        .containsOnly("started");
    assertThat(members())
        .hasSameSizeAs(Stream.of(nodes).filter(Blueprint::isPlane).toList())
        .allMatch(member -> member.endsWith("false"));
  }

  private List<String> members() {
    return fleet
        .machine("cp1")
        .run(
            "crictl exec $(crictl ps --name '^etcd$' --state running -q) etcdctl --endpoints=https://127.0.0.1:2379"
                + " --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt"
                + " --key=/etc/kubernetes/pki/etcd/server.key member list")
        .text()
        .lines()
        .toList();
  }

  @Test
  @Order(1)
  void a_first_control_plane_that_is_killed_in_each_phase_creates_one_cluster() {
    for (String title : MACHINE) {
      interrupted("cp1", title, Fault.KILL);
    }
    interrupted("cp1", "The first control plane", Fault.KILL);
    interrupted("cp1", "The network of the pods", Fault.KILL);
    interrupted("cp1", "Labels, annotations and taints", Fault.KILL);
    converges("cp1");
    clusterIs("cp1");
  }

  @Test
  @Order(2)
  void a_control_plane_whose_kubeadm_died_when_it_was_announced_joins_once() {
    fleet
        .machine("cp2")
        .run("mkdir -p /run; echo 'kill kubeadm join/etcd/added' > /run/holdfast-fakes.conf")
        .text();
    try (NodeWork work = fleet.work(fleet.spec("cp2", Map.of()))) {
      assertThatThrownBy(work::apply).isInstanceOf(NodeException.class);
    }
    fleet.machine("cp2").run("rm -f /run/holdfast-fakes.conf").text();
    converges("cp2");
    clusterIs("cp1", "cp2");
  }

  @Test
  @Order(3)
  void a_worker_that_is_struck_in_each_phase_joins_once() {
    List<Fault> faults = List.of(Fault.CUT, Fault.REBOOT, Fault.KILL);
    List<String> phases = new ArrayList<>(MACHINE);
    phases.add("The node joins");
    for (int i = 0; i < phases.size(); i++) {
      interrupted("w1", phases.get(i), faults.get(i % faults.size()));
      if (fleet.kubectl("cp1", "get nodes -o name").contains("w1")) {
        leaves("w1");
      }
    }
    for (Fault fault : List.of(Fault.CUT, Fault.REBOOT)) {
      interrupted("w1", "The node joins", fault);
      converges("w1");
      leaves("w1");
    }
    converges("w1");
    clusterIs("cp1", "cp2", "w1");
  }
}
