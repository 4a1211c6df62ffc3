package dev.holdfast.client.proxmox;

import java.util.List;
import java.util.Optional;

/// A change of a VM's configuration: options to set, options to remove, and the digest of the
/// configuration that it was decided on.
public record VmUpdate(Params set, List<String> delete, Optional<String> digest) {

  public VmUpdate {
    delete = List.copyOf(delete);
    for (String key : delete) {
      if (set.has(key)) {
        throw new IllegalArgumentException(
            "The option '%s' cannot be set and removed in one call.".formatted(key));
      }
    }
  }

  /// Whether there is nothing to send; the server refuses an empty change.
  public boolean isEmpty() {
    return set.isEmpty() && delete.isEmpty();
  }

  Params params() {
    Params all = delete.isEmpty() ? set : set.with("delete", String.join(",", delete));
    return all.with("digest", digest);
  }
}
