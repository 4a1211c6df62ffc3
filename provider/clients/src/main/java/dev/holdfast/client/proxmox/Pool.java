package dev.holdfast.client.proxmox;

import java.util.List;
import java.util.Optional;

/// A resource pool with its members (`GET /pools?poolid=`).
public record Pool(String id, Optional<String> comment, List<VmId> vms, List<String> storages) {
  public Pool {
    vms = List.copyOf(vms);
    storages = List.copyOf(storages);
  }
}
