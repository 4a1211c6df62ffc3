package dev.holdfast.client.proxmox;

import java.util.List;
import java.util.Optional;

/// The snapshots of a VM (`/nodes/{node}/qemu/{vmid}/snapshot`).
public final class SnapshotsApi {
  private final Api api;
  private final ApiPath path;

  SnapshotsApi(Api api, ApiPath path) {
    this.api = api;
    this.path = path;
  }

  public List<Snapshot> list() {
    return api.list(path).stream().map(VmReaders::snapshot).flatMap(Optional::stream).toList();
  }

  /// Takes a snapshot; the name needs at least two characters.
  public Upid create(String name, Params options) {
    return api.task(ApiRequest.post(path, Params.of("snapname", name).and(options)));
  }

  public Upid rollback(String name) {
    return api.task(ApiRequest.post(path.slash(name, "rollback"), Params.none()));
  }

  public Upid delete(String name) {
    return api.task(ApiRequest.delete(path.slash(name), Params.none()));
  }
}
