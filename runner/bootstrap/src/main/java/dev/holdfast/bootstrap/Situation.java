package dev.holdfast.bootstrap;

import dev.holdfast.language.value.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that decisions about a machine are made from.
///
/// @param cluster empty where no control plane has a cluster yet
record Situation(NodeSpec spec, NodeFacts machine, Optional<ClusterFacts> cluster) {

  /// The node of this machine, where the cluster has one under its name.
  Optional<ClusterFacts.Node> node() {
    return cluster.flatMap(facts -> facts.node(spec.name()));
  }

  /// Whether the node under this name is another machine.
  boolean nodeIsAnother() {
    return node().filter(there -> !there.machineId().equals(machine.machineId())).isPresent();
  }

  /// Whether the machine is a node of the cluster.
  boolean isNode() {
    return machine.joined() && node().isPresent() && !nodeIsAnother();
  }

  /// Whether the node lost labels, annotations or taints that it is to have.
  boolean lacksOwn() {
    Reading wanted = new Reading(spec.inputs());
    return node()
        .filter(there ->
            !holds(there.labels(), wanted.table("node_labels"))
                || !holds(there.annotations(), wanted.table("node_annotations"))
                || !there.taints().containsAll(taints(wanted.at("node_taints"))))
        .isPresent();
  }

  private static boolean holds(Map<String, String> all, Map<String, String> some) {
    return all.entrySet().containsAll(some.entrySet());
  }

  private static List<ClusterFacts.Taint> taints(Reading wanted) {
    return wanted.values().entries().entrySet().stream()
        .map(entry -> ClusterFacts.Taint.of(Text.str(entry.getKey()), Reading.of(entry.getValue())))
        .toList();
  }

  /// Whether the machine's part in the cluster was begun and not ended.
  boolean halfCreated() {
    return spec.mayCreate() && cluster.isEmpty() && machine.joined();
  }

  /// Whether this machine is to create the cluster.
  boolean creates() {
    return spec.mayCreate() && cluster.isEmpty();
  }
}
