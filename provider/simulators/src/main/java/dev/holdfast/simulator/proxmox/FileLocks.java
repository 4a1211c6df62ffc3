package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.clock.SimulatorClock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The `flock`s that tasks of the server hold while they work.
///
/// Waiters look at it without the world's lock (a wait's condition must not take it), hence the
/// concurrent map. Calls that end within one moment only look whether a lock is free.
final class FileLocks {

  static final Duration CONFIG = Duration.ofSeconds(10);
  static final Duration CREATE = Duration.ofSeconds(5);
  static final Duration CLONE = Duration.ofSeconds(1);
  static final Duration STORAGE = Duration.ofSeconds(10);

  private final SimulatorClock clock;
  // Owners by lock; more than one owner only where all of them share it.
  private final Map<String, Set<String>> held = new ConcurrentHashMap<>();
  private final Set<String> shared = ConcurrentHashMap.newKeySet();

  FileLocks(SimulatorClock clock) {
    this.clock = clock;
  }

  static String config(int vmid) {
    return "/var/lock/qemu-server/lock-" + vmid + ".conf";
  }

  static String storage(String storage) {
    return "/var/lock/pve-manager/pve-storage-" + storage;
  }

  boolean isFree(String lock) {
    return !held.containsKey(lock);
  }

  void demand(String lock, Duration patience) {
    if (!isFree(lock)) {
      throw busy(lock, patience);
    }
  }

  void take(String lock, String owner, Duration patience) {
    Set<String> owners = held.getOrDefault(lock, Set.of());
    if (!owners.isEmpty() && !owners.equals(Set.of(owner))) {
      throw busy(lock, patience);
    }
    held.put(lock, Set.of(owner));
  }

  /// Takes a lock together with others that share it.
  void share(String lock, String owner, Duration patience) {
    if (!isFree(lock) && !shared.contains(lock)) {
      throw busy(lock, patience);
    }
    shared.add(lock);
    held.computeIfAbsent(lock, _ -> ConcurrentHashMap.newKeySet()).add(owner);
  }

  /// Lets go of everything that an owner holds.
  void release(String owner) {
    held.forEach((lock, owners) -> {
      if (owners.equals(Set.of(owner))) {
        held.remove(lock);
        shared.remove(lock);
      } else if (shared.contains(lock)) {
        owners.remove(owner);
      }
    });
    clock.changed();
  }

  private static Stop.Busy busy(String lock, Duration patience) {
    return new Stop.Busy(lock, "can't lock file '" + lock + "' - got timeout", patience);
  }
}
