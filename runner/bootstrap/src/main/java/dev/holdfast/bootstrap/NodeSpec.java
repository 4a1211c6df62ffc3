package dev.holdfast.bootstrap;

import dev.holdfast.engine.run.Way;
import dev.holdfast.language.value.DictValue;

/// What a machine is to be.
///
/// @param version of Kubernetes, such as `1.36.4`
/// @param nodeIp the address under which the other machines reach it
/// @param way how this program reaches the machine
/// @param inputs what the playbooks take besides, by the names in their
///   `roles/inputs/defaults/main.yml`; no secrets
public record NodeSpec(
    String name,
    Role role,
    String version,
    String nodeIp,
    Way way,
    ClusterSpec cluster,
    DictValue inputs) {
  public NodeSpec {
    boolean among = cluster.controlPlanes().containsKey(name);
    if (among != (role == Role.CONTROL_PLANE)) {
      throw new IllegalArgumentException(
          among
              ? name + " is a worker and stands among the control planes of its cluster."
              : name + " is a control plane and is missing among those of its cluster.");
    }
  }

  /// Whether this machine may create the cluster.
  boolean mayCreate() {
    return cluster.init().equals(name);
  }
}
