package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Moving machines to other nodes.
final class MigrateCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /nodes/{node}/qemu/{vmid}/migrate", MigrateCalls::precondition),
          entry("POST /nodes/{node}/qemu/{vmid}/migrate", MigrateCalls::migrate));

  private MigrateCalls() {}

  private static Object precondition(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    List<Object> disks = new ArrayList<>();
    localDrives(world, vm)
        .forEach((key, id) -> {
          boolean medium =
              !Drives.isUnused(key) && Drives.isMedium(Drives.read(world, key, need(vm, key)));
          disks.add(Map.of("volid", id.toString(), "cdrom", medium ? 1 : 0));
        });
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("running", vm.isRunning() ? 1 : 0);
    answer.put("local_disks", disks);
    answer.put("local_resources", List.of());
    answer.put(
        "allowed_nodes", world.nodes.keySet().stream().filter(n -> !n.equals(vm.node())).toList());
    return answer;
  }

  private static String need(Vm vm, String key) {
    return Optional.ofNullable(vm.config().get(key)).orElseThrow();
  }

  private static Map<String, VolumeId> localDrives(World world, Vm vm) {
    Map<String, VolumeId> local = new LinkedHashMap<>();
    Drives.of(world, vm.config())
        .forEach((key, drive) -> Drives.volume(drive).ifPresent(id -> local.put(key, id)));
    local.putAll(Drives.owned(world, vm.config()));
    local.values().removeIf(id -> world.storage(id.storage()).options().shared());
    return local;
  }

  private static Object migrate(Request request) {
    OptionRights.checkRootOnly(request, "force", "migration_type", "migration_network");
    World world = request.world();
    Vm vm = request.vm();
    String target = request.need("target");
    if (!world.nodes.containsKey(target)) {
      throw Stop.error("no such cluster node '" + target + "'");
    }
    if (target.equals(vm.node())) {
      throw Stop.parameter("target", "target is local node.");
    }
    vm.checkLock();
    if (vm.isRunning() && !request.flag("online")) {
      throw Stop.error("can't migrate running VM without --online");
    }
    if (world.ha.containsKey("vm:" + vm.id())) {
      return HaCalls.requestMove(request, vm, Move.of(request).withLocalDisks());
    }
    Move move = Move.of(request);
    return request.start("qmigrate", "" + vm.id(), task -> move.begin(world, vm, task));
  }

  /// Where a machine goes and how.
  ///
  /// @param target the node
  /// @param localDisks whether the disks on local storages of a running machine go with it
  /// @param storages pairs of storages as `targetstorage` has them
  /// @param limit bytes per second, none when zero
  record Move(String target, boolean localDisks, String storages, long limit) {

    static Move of(Request request) {
      return new Move(
          request.need("target"),
          request.flag("with-local-disks"),
          request.text("targetstorage").orElse(""),
          request.number("bwlimit", 0) * Sizes.KIB);
    }

    /// The manager of high availability takes local disks along unasked.
    Move withLocalDisks() {
      return new Move(target, true, storages, limit);
    }

    Task.Next begin(World world, Vm vm, Task task) {
      return MigrateCalls.begin(world, vm, this, task);
    }
  }

  private static Task.Next begin(World world, Vm vm, Move order, Task task) {
    world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
    Map<String, VolumeId> local = localDrives(world, vm);
    long bytes = 0;
    for (Map.Entry<String, VolumeId> entry : local.entrySet()) {
      bytes += checkMovable(world, vm, order, entry.getKey(), entry.getValue());
    }
    vm.config().put("lock", "migrate");
    task.onFailure(() -> vm.config().remove("lock"));
    task.say("starting migration of VM " + vm.id() + " to node '" + order.target() + "'");
    return Task.later(
        world.times.copying(bytes, order.limit()),
        t -> {
          move(world, vm, order, local);
          vm.config().remove("lock");
          t.onFailure(() -> {});
          return Task.done();
        });
  }

  private static long checkMovable(World world, Vm vm, Move order, String key, VolumeId id) {
    boolean medium =
        !Drives.isUnused(key) && Drives.isMedium(Drives.read(world, key, need(vm, key)));
    if (medium) {
      throw Stop.error("can't migrate local cdrom image '" + id + "'");
    }
    Volume volume = new Disks(world, vm.node()).need(id);
    if (volume.parent().isPresent()) {
      throw Stop.error(
          "can't migrate '" + id + "' as it's a clone of '" + volume.parent().get() + "'");
    }
    if (vm.isRunning() && !order.localDisks()) {
      throw Stop.error("can't live migrate attached local disks without with-local-disks option");
    }
    return volume.size();
  }

  private static void move(World world, Vm vm, Move order, Map<String, VolumeId> local) {
    Disks there = new Disks(world, order.target());
    Disks here = new Disks(world, vm.node());
    for (VolumeId id : local.values()) {
      here.demandLock(world.storage(id.storage()));
      there.demandLock(world.storage(mapped(order.storages(), id.storage())));
    }
    local.forEach((key, id) -> {
      Volume volume = here.need(id);
      Storage storage = world.storageOn(mapped(order.storages(), id.storage()), order.target());
      VolumeId moved =
          there.allocate(
              storage,
              vm.id(),
              storage.formats().contains(volume.format()) ? volume.format() : "raw",
              volume.size());
      here.free(id);
      vm.config().put(key, replaced(world, vm, key, moved));
    });
    vm.moveTo(order.target());
  }

  private static String replaced(World world, Vm vm, String key, VolumeId moved) {
    return Drives.isUnused(key)
        ? moved.toString()
        : Drives.read(world, key, need(vm, key)).with("file", moved.toString()).text();
  }

  /// The storage that takes what lies on `storage`, from a list such as `local:fast,other`.
  private static String mapped(String pairs, String storage) {
    String otherwise = storage;
    for (String pair : pairs.split("[,;\\s]+")) {
      int colon = pair.indexOf(':');
      if (colon > 0 && pair.substring(0, colon).equals(storage)) {
        return pair.substring(colon + 1);
      }
      if (colon < 0 && !pair.isEmpty() && !pair.equals("1")) {
        otherwise = pair;
      }
    }
    return otherwise;
  }
}
