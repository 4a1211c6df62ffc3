package dev.holdfast.client.proxmox;

import java.util.List;
import java.util.Optional;

/// One node (`/nodes/{node}`).
public final class NodeApi {
  private final Api api;
  private final ApiPath path;

  NodeApi(Api api, NodeName node) {
    this.api = api;
    this.path = ApiPath.of("nodes", node);
  }

  public QemuApi qemu() {
    return new QemuApi(api, path.slash("qemu"));
  }

  /// The storages that the node sees.
  public List<StorageStatus> storages() {
    return api.list(path.slash("storage")).stream()
        .map(StorageApi::status)
        .flatMap(Optional::stream)
        .toList();
  }

  public StorageApi storage(String name) {
    return new StorageApi(api, path.slash("storage", name));
  }

  /// The tasks that run on the node now, of this user unless it may see all.
  public List<TaskSummary> activeTasks() {
    return api.list(path.slash("tasks"), Params.of("source", "active")).stream()
        .map(TasksApi::summary)
        .flatMap(Optional::stream)
        .toList();
  }
}
