package dev.holdfast.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.bootstrap.ClusterLocks;
import dev.holdfast.bootstrap.ClusterSpec;
import dev.holdfast.bootstrap.ClusterView;
import dev.holdfast.bootstrap.ControlPlane;
import dev.holdfast.bootstrap.Kubeconfig;
import dev.holdfast.bootstrap.NodeException;
import dev.holdfast.bootstrap.NodeProject;
import dev.holdfast.bootstrap.NodeSpec;
import dev.holdfast.bootstrap.NodeState;
import dev.holdfast.bootstrap.NodeWork;
import dev.holdfast.bootstrap.Removal;
import dev.holdfast.bootstrap.Role;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Nodes one by one, as Terraform and `holdfast node` make them, on machines in memory.
class MemoryNodeTest {
  private static final List<String> PLANES = List.of("cp1", "cp2");

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final ClusterLocks locks = new ClusterLocks();

  private static NodeSpec spec(MemoryFleet fleet, String name, String site) {
    Map<String, ControlPlane> planes = new LinkedHashMap<>();
    PLANES.forEach(
        plane -> planes.put(plane, new ControlPlane(fleet.address(plane), fleet.way(plane))));
    DictValue inputs = MemoryFleet.network();
    DictValue labels = new DictValue();
    labels.put("site", Str.of(site));
    inputs.put("node_labels", labels);
    return new NodeSpec(
        name,
        PLANES.contains(name) ? Role.CONTROL_PLANE : Role.WORKER,
        "1.36.4",
        fleet.address(name),
        fleet.way(name),
        new ClusterSpec("lab", "cp1", planes),
        inputs);
  }

  private NodeWork work(NodeProject project, NodeSpec spec) {
    return new NodeWork(
        new NodeWork.Setup(
            project,
            locks,
            _ -> {},
            (node, title) -> told.add(node + ": " + title),
            Duration.ofMinutes(1)),
        spec);
  }

  @Test
  void nodesComeStayChangeAndGo() {
    try (MemoryFleet fleet = new MemoryFleet(List.of("cp1", "cp2", "w1"));
        NodeProject project = NodeProject.packaged()) {
      try (NodeWork alone = work(project, spec(fleet, "w1", "attic"))) {
        assertThatThrownBy(alone::apply)
            .isInstanceOf(NodeException.class)
            .hasMessageContaining("No control plane of lab answers");
      }
      for (String name : List.of("cp1", "cp2", "w1")) {
        NodeState state = applied(project, fleet, name, "attic");
        assertThat(state.node().orElseThrow().ready()).as(name).isTrue();
        assertThat(state.node().orElseThrow().addresses()).containsExactly(fleet.address(name));
        assertThat(state.plan().steps()).isEmpty();
      }
      told.clear();
      List.of("cp1", "cp2", "w1").forEach(name -> applied(project, fleet, name, "attic"));
      assertThat(told).isEmpty();

      applied(project, fleet, "w1", "cellar");
      assertThat(told)
          .containsExactly("w1: Labels, annotations and taints", "w1: The node is ready");

      asked(project, fleet);

      Removal gone =
          new Removal(true, Duration.ofSeconds(60), true, true, Removal.Unreachable.FAIL, false);
      for (String name : List.of("w1", "cp2")) {
        try (NodeWork work = work(project, spec(fleet, name, "cellar"))) {
          work.remove(gone);
        }
        assertThat(fleet.files(name).exists("/etc/kubernetes")).isFalse();
        assertThat(fleet.ready("cp1")).doesNotContain(name);
      }
      assertThat(fleet.ready("cp1")).containsExactly("cp1");
    }
  }

  private static void asked(NodeProject project, MemoryFleet fleet) {
    try (ClusterView view = new ClusterView(project, spec(fleet, "w1", "cellar").cluster())) {
      ClusterView.Seen seen = view.read();
      assertThat(seen.nodes()).extracting(ClusterView.Node::name).contains("cp1", "cp2", "w1");
      assertThat(seen.members()).hasSize(2);
      Kubeconfig login =
          view.kubeconfig(
              new Kubeconfig.Wanted("somebody", List.of("readers"), Duration.ofHours(2)));
      assertThat(login.server()).isEqualTo("https://api.holdfast.internal:7443");
      assertThat(login.expires())
          .isBetween(
              Instant.now().plus(Duration.ofMinutes(110)),
              Instant.now().plus(Duration.ofMinutes(130)));
    }
  }

  private NodeState applied(NodeProject project, MemoryFleet fleet, String name, String site) {
    try (NodeWork work = work(project, spec(fleet, name, site))) {
      return work.apply();
    }
  }
}
