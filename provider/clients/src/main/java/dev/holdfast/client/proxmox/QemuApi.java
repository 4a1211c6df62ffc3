package dev.holdfast.client.proxmox;

import java.util.List;
import java.util.Optional;

/// The VMs of one node (`/nodes/{node}/qemu`).
public final class QemuApi {
  private final Api api;
  private final ApiPath path;

  QemuApi(Api api, ApiPath path) {
    this.api = api;
    this.path = path;
  }

  /// The live state of every VM on the node, in one call.
  public List<VmStatus> list() {
    return api.list(path).stream().map(VmReaders::status).flatMap(Optional::stream).toList();
  }

  /// Creates a VM. The call itself reserves the id: a taken one is
  /// [ProxmoxException.Code#ALREADY_EXISTS].
  public Upid create(VmId id, Params params) {
    return api.task(ApiRequest.post(path, Params.none().with("vmid", id.number()).and(params)));
  }
}
