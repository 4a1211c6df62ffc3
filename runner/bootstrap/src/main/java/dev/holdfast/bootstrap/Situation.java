package dev.holdfast.bootstrap;

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

  /// Whether the machine's part in the cluster was begun and not ended.
  boolean halfCreated() {
    return spec.mayCreate() && cluster.isEmpty() && machine.joined();
  }

  /// Whether this machine is to create the cluster.
  boolean creates() {
    return spec.mayCreate() && cluster.isEmpty();
  }
}
