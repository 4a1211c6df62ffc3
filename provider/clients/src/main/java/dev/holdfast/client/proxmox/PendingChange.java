package dev.holdfast.client.proxmox;

import java.util.Optional;

/// One option of a VM with what is in effect and what waits for a restart (`GET
/// /nodes/{node}/qemu/{vmid}/pending`).
///
/// @param value what is in effect now
/// @param pending what replaces it at the next stop
/// @param deletion whether the option goes away at the next stop
public record PendingChange(
    String key, Optional<String> value, Optional<String> pending, boolean deletion) {

  /// Whether something still waits.
  public boolean waits() {
    return deletion || pending.isPresent();
  }

  /// Values may be secret, so only the key is printed.
  @Override
  public String toString() {
    return key + (waits() ? " (pending)" : "");
  }
}
