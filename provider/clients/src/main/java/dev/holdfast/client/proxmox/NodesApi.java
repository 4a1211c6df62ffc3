package dev.holdfast.client.proxmox;

import java.util.List;
import java.util.Optional;

/// The nodes of the cluster (`/nodes`).
public final class NodesApi {
  private final Api api;

  NodesApi(Api api) {
    this.api = api;
  }

  public List<NodeSummary> list() {
    return api.list(ApiPath.of("nodes")).stream()
        .map(item ->
            Json.node(item, "node")
                .map(name ->
                    new NodeSummary(
                        name,
                        Json.text(item, "status").equals(Optional.of("online")),
                        Json.text(item, "ssl_fingerprint"))))
        .flatMap(Optional::stream)
        .toList();
  }
}
