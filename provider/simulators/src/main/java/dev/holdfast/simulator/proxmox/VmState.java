package dev.holdfast.simulator.proxmox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A machine at one moment, for tests.
///
/// @param id its number
/// @param node where it lives
/// @param status `running` or `stopped`
/// @param config what is in effect
/// @param pending what waits for it to stop
/// @param pendingDeletes the keys that will be deleted when it stops
/// @param snapshots the names of its snapshots
/// @param pool its pool, or an empty text
public record VmState(
    int id,
    String node,
    String status,
    Map<String, String> config,
    Map<String, String> pending,
    List<String> pendingDeletes,
    List<String> snapshots,
    String pool) {

  static VmState of(World world, Vm vm) {
    return new VmState(
        vm.id(),
        vm.node(),
        vm.status(),
        new TreeMap<>(vm.config()),
        new TreeMap<>(vm.pending()),
        List.copyOf(vm.pendingDeletes().keySet()),
        List.copyOf(vm.snapshots().keySet()),
        world.poolOf(vm.id()).orElse(""));
  }
}
