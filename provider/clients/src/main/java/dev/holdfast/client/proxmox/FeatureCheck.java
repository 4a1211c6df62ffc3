package dev.holdfast.client.proxmox;

import java.util.List;

/// Whether a VM supports a feature (`snapshot`, `clone`, `copy`), and on which nodes (`GET
/// /nodes/{node}/qemu/{vmid}/feature`).
public record FeatureCheck(boolean available, List<NodeName> nodes) {
  public FeatureCheck {
    nodes = List.copyOf(nodes);
  }
}
