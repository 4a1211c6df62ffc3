package dev.holdfast.simulator.proxmox;

import java.time.Instant;
import java.util.Optional;

/// One volume of a storage.
///
/// @param content what it is: `images`, `iso`, `import`, `vztmpl`, `snippets`
/// @param format `raw`, `qcow2`, `iso` …
/// @param size its size in bytes
/// @param owner the machine it belongs to
/// @param parent the base volume that it is a linked clone of, as a volume id
/// @param created when it came to be
record Volume(
    String content,
    String format,
    long size,
    Optional<Integer> owner,
    Optional<String> parent,
    Instant created) {

  Volume sized(long other) {
    return new Volume(content, format, other, owner, parent, created);
  }

  Volume ownedBy(int vmid) {
    return new Volume(content, format, size, Optional.of(vmid), parent, created);
  }
}
