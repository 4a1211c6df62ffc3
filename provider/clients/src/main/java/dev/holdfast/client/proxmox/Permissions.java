package dev.holdfast.client.proxmox;

import java.util.Map;
import java.util.Set;

/// The effective privileges of the caller by path (`GET /access/permissions`).
public record Permissions(Map<String, Set<String>> byPath) {
  public Permissions {
    byPath = Map.copyOf(byPath);
  }

  /// Whether the caller holds the privilege on the path. A path that the server does not list has
  /// the privileges of the nearest one above it.
  public boolean has(String path, String privilege) {
    Set<String> held = byPath.get(path);
    if (held != null) {
      return held.contains(privilege);
    }
    return !path.equals("/") && has(parent(path), privilege);
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }
}
