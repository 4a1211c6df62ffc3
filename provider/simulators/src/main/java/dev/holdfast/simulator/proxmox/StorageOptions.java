package dev.holdfast.simulator.proxmox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A storage of the simulated cluster.
///
/// @param name its id
/// @param type what it is made of
/// @param shared whether all nodes see the same volumes
/// @param content what it may hold: `images`, `iso`, `import`, `vztmpl`, `snippets`, `rootdir`,
///   `backup`
/// @param nodes the nodes that have it; none means all
/// @param capacity its size in bytes
public record StorageOptions(
    String name, Type type, boolean shared, Set<String> content, Set<String> nodes, long capacity) {

  static final long TERABYTE = 1L << 40;

  /// What a storage is made of.
  public enum Type {
    DIR("dir", true, true),
    NFS("nfs", true, true),
    LVMTHIN("lvmthin", false, true),
    ZFSPOOL("zfspool", false, true),
    LVM("lvm", false, false);

    private final String wire;
    private final boolean onFiles;
    private final boolean snapshots;

    Type(String wire, boolean onFiles, boolean snapshots) {
      this.wire = wire;
      this.onFiles = onFiles;
      this.snapshots = snapshots;
    }

    String wire() {
      return wire;
    }

    boolean onFiles() {
      return onFiles;
    }

    /// Whether volumes of a format have snapshots here.
    boolean canSnapshot(String format) {
      return snapshots && (!onFiles || format.equals("qcow2"));
    }

    boolean canLink() {
      return snapshots;
    }

    Set<String> formats() {
      return onFiles
          ? new LinkedHashSet<>(List.of("raw", "qcow2", "vmdk"))
          : new LinkedHashSet<>(List.of("raw"));
    }
  }

  /// Copies the sets.
  public StorageOptions {
    content = Set.copyOf(content);
    nodes = Set.copyOf(nodes);
  }

  /// A directory of every node, holding every content; its files are its own on each node.
  public static StorageOptions directory(String name) {
    return new StorageOptions(
        name,
        Type.DIR,
        false,
        Set.of("images", "iso", "import", "vztmpl", "snippets", "rootdir", "backup"),
        Set.of(),
        TERABYTE);
  }

  /// A thin pool of every node, for disks only.
  public static StorageOptions thinPool(String name) {
    return new StorageOptions(
        name, Type.LVMTHIN, false, Set.of("images", "rootdir"), Set.of(), TERABYTE);
  }

  /// A network share that all nodes see alike.
  public static StorageOptions share(String name) {
    return new StorageOptions(
        name,
        Type.NFS,
        true,
        Set.of("images", "iso", "import", "vztmpl", "snippets", "rootdir", "backup"),
        Set.of(),
        TERABYTE);
  }

  /// The same storage, made of something else.
  public StorageOptions ofType(Type other) {
    return new StorageOptions(name, other, shared, content, nodes, capacity);
  }

  /// The same storage with other contents.
  public StorageOptions holding(String... contents) {
    return new StorageOptions(name, type, shared, Set.of(contents), nodes, capacity);
  }
}
