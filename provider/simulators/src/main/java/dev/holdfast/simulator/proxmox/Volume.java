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
/// @param seed what is on it, where it is a small disk for cloud-init
record Volume(
    String content,
    String format,
    long size,
    Optional<Integer> owner,
    Optional<String> parent,
    Instant created,
    Optional<SeedDisk> seed) {

  Volume(
      String content,
      String format,
      long size,
      Optional<Integer> owner,
      Optional<String> parent,
      Instant created) {
    this(content, format, size, owner, parent, created, Optional.empty());
  }

  Volume holding(Optional<SeedDisk> disk) {
    return new Volume(content, format, size, owner, parent, created, disk);
  }

  Volume sized(long other) {
    return new Volume(content, format, other, owner, parent, created, seed);
  }

  Volume ownedBy(int vmid) {
    return new Volume(content, format, size, Optional.of(vmid), parent, created, seed);
  }
}
