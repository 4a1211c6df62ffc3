package dev.holdfast.client.proxmox;

import java.util.Set;

/// A storage as one node sees it (`GET /nodes/{node}/storage`).
///
/// @param content the kinds of content it takes (`images`, `iso` …), in no order
public record StorageStatus(
    String name, String type, boolean active, boolean shared, Set<String> content) {
  public StorageStatus {
    content = Set.copyOf(content);
  }
}
