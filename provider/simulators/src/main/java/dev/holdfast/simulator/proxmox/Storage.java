package dev.holdfast.simulator.proxmox;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A storage with the volumes on it; a local one has volumes of its own on every node.
final class Storage {

  private final StorageOptions options;
  private final Map<String, String> settings;
  // Volumes by node, under "" when the storage is shared.
  private final Map<String, Map<String, Volume>> volumes = new TreeMap<>();

  Storage(StorageOptions options) {
    this(options, options.type().onFiles() ? Map.of("path", "/srv/" + options.name()) : Map.of());
  }

  Storage(StorageOptions options, Map<String, String> settings) {
    this.options = options;
    this.settings = Map.copyOf(settings);
  }

  /// What only its configuration shows: a path, a server, the name of a pool.
  Map<String, String> settings() {
    return settings;
  }

  String name() {
    return options.name();
  }

  StorageOptions options() {
    return options;
  }

  boolean holds(String content) {
    return options.content().contains(content);
  }

  boolean isOn(String node) {
    return options.nodes().isEmpty() || options.nodes().contains(node);
  }

  /// The volumes that a node sees, by the part of the volume id after the colon.
  Map<String, Volume> volumes(String node) {
    return volumes.computeIfAbsent(options.shared() ? "" : node, _ -> new TreeMap<>());
  }

  Optional<Volume> volume(String node, String name) {
    return Optional.ofNullable(volumes(node).get(name));
  }

  Iterable<Map.Entry<String, Map<String, Volume>>> everywhere() {
    return volumes.entrySet();
  }

  long used(String node) {
    return volumes(node).values().stream().mapToLong(Volume::size).sum();
  }

  /// The formats that a disk can have here, the usual one first.
  Set<String> formats() {
    return options.type().formats();
  }

  /// A free name for a disk of a machine: `vm-100-disk-0`, with folder and ending on files.
  String freeName(String node, int vmid, String prefix, String format) {
    String ending = "-" + vmid + "-disk-";
    // One look at all volumes: with a thousand machines on one storage each further one counts.
    Set<String> taken =
        volumes(node).keySet().stream()
            .filter(name -> name.contains(ending))
            .map(Storage::plain)
            .collect(Collectors.toSet());
    int number = 0;
    while (taken.contains("vm" + ending + number) || taken.contains("base" + ending + number)) {
      number++;
    }
    return placed(vmid, prefix + ending + number, format);
  }

  /// The name of a volume as this storage writes it.
  String placed(int vmid, String base, String format) {
    return options.type().onFiles() ? vmid + "/" + base + "." + format : base;
  }

  /// The last part of a volume's name without its ending.
  static String plain(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    return dot < 0 ? last : last.substring(0, dot);
  }
}
