package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.clock.SimulatorClock;
import dev.holdfast.simulator.proxmox.api.ApiCatalog;
import dev.holdfast.simulator.proxmox.api.PartsSpec;
import dev.holdfast.simulator.proxmox.api.PveVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// The state of the simulated cluster.
///
/// Everything here is read and changed under [#guard] only: by requests, by events of the clock,
/// and by tests through the facade. What waits lets go of the guard first.
final class World {

  /// A pool with what is in it.
  static final class Pool {
    final Set<Integer> vms = new TreeSet<>();
    final Set<String> storages = new TreeSet<>();
    String comment = "";
  }

  final ReentrantLock guard = new ReentrantLock();
  final PveVersion version;
  final SimulatorClock clock;
  final TaskTimes times;
  final Random random;
  final ApiCatalog api;
  final NavigableMap<String, Node> nodes = new TreeMap<>();
  final NavigableMap<String, Storage> storages = new TreeMap<>();
  final NavigableMap<Integer, Vm> vms = new TreeMap<>();
  final NavigableMap<String, Pool> pools = new TreeMap<>();
  final NavigableMap<String, NavigableMap<String, String>> ha = new TreeMap<>();
  final NavigableMap<String, NavigableMap<String, String>> haRules = new TreeMap<>();
  final Set<String> mappings = new TreeSet<>();
  final NavigableMap<String, RemoteFile> internet = new TreeMap<>();
  final List<SeedRun> seedRuns = new ArrayList<>();
  final Accounts accounts;
  final FileLocks locks;
  final Faults faults;
  final Tasks tasks;
  private boolean quorate = true;
  private UnaryOperator<Guest> newGuests = UnaryOperator.identity();

  World(ProxmoxOptions options, Faults faults) {
    this.version = options.version();
    this.clock = options.clock();
    this.times = options.times();
    this.random = new Random(options.seed());
    this.faults = faults;
    this.api = ApiCatalog.of(version);
    this.accounts = new Accounts(Privileges.of(version), random);
    this.locks = new FileLocks(clock);
    this.tasks = new Tasks(clock, guard, locks);
    options.nodes().forEach(name -> nodes.put(name, new Node(name, options.bridges())));
    options.storages().forEach(s -> storages.put(s.name(), new Storage(s)));
  }

  /// What runs in a machine that is made.
  Guest newGuest(int vmid) {
    return newGuests.apply(Guest.usual(vmid));
  }

  void newGuests(UnaryOperator<Guest> change) {
    newGuests = change;
  }

  Instant now() {
    return clock.now();
  }

  boolean isQuorate() {
    return quorate;
  }

  void quorate(boolean other) {
    quorate = other;
  }

  void demandQuorum() {
    if (!quorate) {
      throw Stop.error("cluster not ready - no quorum?");
    }
  }

  /// The machine, which must live on `node`.
  Vm vm(String node, int id) {
    Vm vm = vms.get(id);
    if (vm == null || !vm.node().equals(node)) {
      throw Stop.error(
          "Configuration file 'nodes/" + node + "/qemu-server/" + id + ".conf' does not exist");
    }
    return vm;
  }

  /// A node that is known to exist.
  Node node(String name) {
    return Optional.ofNullable(nodes.get(name)).orElseThrow();
  }

  Optional<String> poolOf(int vmid) {
    return pools.entrySet().stream()
        .filter(e -> e.getValue().vms.contains(vmid))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// A storage that a disk may be put on.
  Storage storage(String name) {
    Storage storage = storages.get(name);
    if (storage == null) {
      throw Stop.error("storage '" + name + "' does not exist");
    }
    return storage;
  }

  /// A storage that must be usable on a node.
  Storage storageOn(String name, String node) {
    Storage storage = storage(name);
    if (!storage.isOn(node)) {
      throw Stop.error("storage '" + name + "' is not available on node '" + node + "'");
    }
    return storage;
  }

  Task start(String node, String type, String id, Caller caller, Task.Work work) {
    return tasks.start(node, type, id, caller.authId(), work);
  }

  PartsSpec parts(String name) {
    return Optional.ofNullable(api.parts().get(name)).orElseThrow();
  }

  String newMac() {
    return "BC:24:11:%02X:%02X:%02X"
        .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  String newUuid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }

  /// All running tasks that work on a machine.
  List<Task> tasksOf(int vmid) {
    List<Task> found = new ArrayList<>();
    tasks.running().stream().filter(t -> t.id().equals("" + vmid)).forEach(found::add);
    return found;
  }
}
