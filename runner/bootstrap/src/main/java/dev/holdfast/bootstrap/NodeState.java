package dev.holdfast.bootstrap;

import java.util.List;
import java.util.Optional;

/// What a machine is.
///
/// @param reachable whether the machine answered; what it alone knows is empty otherwise
/// @param joined whether it has been made a node
/// @param node what the cluster knows of it; empty where no control plane answered too
/// @param caHash of the cluster's authority, in the form that kubeadm takes
/// @param etcdMember whether etcd counts it, for a control plane
/// @param plan what there is to do; empty when it is as it should be
public record NodeState(
    boolean reachable,
    boolean joined,
    Optional<Seen> node,
    String machineId,
    String caHash,
    boolean etcdMember,
    NodePlan plan) {

  /// A node as its cluster knows it.
  public record Seen(String uid, boolean ready, String kubeletVersion, List<String> addresses) {}
}
