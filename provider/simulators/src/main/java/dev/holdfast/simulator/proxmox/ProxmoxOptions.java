package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.clock.VirtualClock;
import dev.holdfast.simulator.proxmox.api.PveVersion;
import java.time.Instant;
import java.util.List;

/// What a simulated cluster is made of.
///
/// @param version the version that it plays
/// @param nodes the names of the nodes, each with an address of its own
/// @param storages the storages
/// @param bridges the network bridges of every node
/// @param clock the time it lives in
/// @param seed what random answers follow from
/// @param times how long work takes
/// @param port where the first node listens, the others behind it; 0 takes free ports
public record ProxmoxOptions(
    PveVersion version,
    List<String> nodes,
    List<StorageOptions> storages,
    List<String> bridges,
    SimulatorClock clock,
    long seed,
    TaskTimes times,
    int port) {

  /// The newest version that the simulator plays.
  public static final PveVersion NINE = new PveVersion(9, 2, 11);

  /// The oldest version that the product supports.
  public static final PveVersion EIGHT = new PveVersion(8, 4, 14);

  /// Copies the lists.
  public ProxmoxOptions {
    nodes = List.copyOf(nodes);
    storages = List.copyOf(storages);
    bridges = List.copyOf(bridges);
  }

  /// One node `pve1` of version 9.2 in virtual time, with `local` (files), `local-lvm` (thin) and
  /// `shared` (a network share).
  public static ProxmoxOptions singleNode() {
    return new ProxmoxOptions(
        NINE,
        List.of("pve1"),
        List.of(
            StorageOptions.directory("local"),
            StorageOptions.thinPool("local-lvm"),
            StorageOptions.share("shared")),
        List.of("vmbr0", "vmbr1"),
        new VirtualClock(Instant.parse("2026-01-01T00:00:00Z")),
        1,
        TaskTimes.usual(),
        0);
  }

  /// The same with these nodes.
  public ProxmoxOptions withNodes(String... names) {
    return new ProxmoxOptions(version, List.of(names), storages, bridges, clock, seed, times, port);
  }

  /// The same with these storages.
  public ProxmoxOptions withStorages(StorageOptions... others) {
    return new ProxmoxOptions(version, nodes, List.of(others), bridges, clock, seed, times, port);
  }

  /// The same in another version.
  public ProxmoxOptions playing(PveVersion other) {
    return new ProxmoxOptions(other, nodes, storages, bridges, clock, seed, times, port);
  }

  /// The same in another time.
  public ProxmoxOptions in(SimulatorClock other) {
    return new ProxmoxOptions(version, nodes, storages, bridges, other, seed, times, port);
  }

  /// The same with another seed.
  public ProxmoxOptions seeded(long other) {
    return new ProxmoxOptions(version, nodes, storages, bridges, clock, other, times, port);
  }

  /// The same with other durations.
  public ProxmoxOptions taking(TaskTimes others) {
    return new ProxmoxOptions(version, nodes, storages, bridges, clock, seed, others, port);
  }

  /// The same on a fixed port.
  public ProxmoxOptions onPort(int other) {
    return new ProxmoxOptions(version, nodes, storages, bridges, clock, seed, times, other);
  }
}
