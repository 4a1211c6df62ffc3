package dev.holdfast.client.proxmox;

import java.util.List;
import java.util.Optional;

/// What concerns the whole cluster (`/cluster`).
///
/// There is no call for the next free id on purpose: it reserves nothing.
public final class ClusterApi {
  private static final ApiPath PATH = ApiPath.of("cluster");

  private final Api api;

  ClusterApi(Api api) {
    this.api = api;
  }

  /// All VMs of the cluster that this user may see, in one call; prefer [ClusterView].
  public List<ClusterVm> vms() {
    return api.list(PATH.slash("resources"), Params.of("type", "vm")).stream()
        .map(VmReaders::clusterVm)
        .flatMap(Optional::stream)
        .toList();
  }
}
