package dev.holdfast.bootstrap;

import java.util.LinkedHashMap;
import java.util.Map;

/// What all machines of a cluster agree on.
///
/// @param init the node that may create the cluster when none of its control planes has one
/// @param controlPlanes by node name
public record ClusterSpec(String name, String init, Map<String, ControlPlane> controlPlanes) {
  public ClusterSpec {
    controlPlanes = new LinkedHashMap<>(controlPlanes);
    if (!controlPlanes.containsKey(init)) {
      throw new IllegalArgumentException(
          "%s is to create the cluster %s and is none of its control planes: %s."
              .formatted(init, name, String.join(", ", controlPlanes.keySet())));
    }
  }
}
