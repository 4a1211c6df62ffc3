package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Making a new machine.
final class CreateCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.of("POST /nodes/{node}/qemu", CreateCalls::create);

  private CreateCalls() {}

  private static Object create(Request request) {
    World world = request.world();
    OptionRights.checkRootOnly(request, "lock");
    Optional<String> pool = request.text("pool");
    checkRights(request, pool);
    NavigableMap<String, String> values = new TreeMap<>(request.values());
    Optional.ofNullable(values.remove("cdrom")).ifPresent(v -> values.put("ide2", v));
    ConfigWriter.keepConfigKeys(world, values);
    if (request.text("archive").isPresent()) {
      throw Stop.error("the simulator has no backups to restore from");
    }
    checkOptions(request, pool, values);
    world.demandQuorum();
    Vm vm = reserve(request, pool);
    Runnable undo = () -> remove(world, vm);
    return world
        .tasks
        .start(
            vm.node(),
            "qmcreate",
            "" + vm.id(),
            request.caller().authId(),
            undo,
            task -> allocate(request, vm, values, task))
        .upid();
  }

  private static void checkRights(Request request, Optional<String> pool) {
    Rights rights = request.rights();
    pool.ifPresent(p -> PoolCalls.need(request.world(), p));
    boolean allowed =
        rights.has("/vms/" + request.vmid(), "VM.Allocate")
            || pool.map(p -> rights.has("/pool/" + p, "VM.Allocate")).orElse(false);
    if (!allowed) {
      throw Stop.permission();
    }
  }

  private static void checkOptions(
      Request request, Optional<String> pool, NavigableMap<String, String> values) {
    World world = request.world();
    OptionRights rights = new OptionRights(request.rights(), request.vmid(), pool);
    Disks disks = new Disks(world, request.node());
    values.forEach((key, value) -> {
      rights.check(key, Optional.of(value));
      if (Drives.isDrive(key)) {
        disks.checkAccess(request.rights(), key, Drives.read(world, key, value));
      } else if (Slots.isNet(key)) {
        rights.checkBridge(value);
      } else if (Drives.isUnused(key)) {
        throw Stop.parameter(key, "unused disks cannot be set");
      }
    });
  }

  /// Takes the id for the whole cluster before the task begins.
  private static Vm reserve(Request request, Optional<String> pool) {
    World world = request.world();
    int vmid = request.vmid();
    Vm taken = world.vms.get(vmid);
    if (taken != null) {
      throw Stop.error(
          "unable to create VM %d - VM %d already exists on node '%s'"
              .formatted(vmid, vmid, taken.node()));
    }
    world.locks.demand(FileLocks.config(vmid), FileLocks.CREATE);
    Vm vm = new Vm(vmid, request.node(), world.newGuest(vmid), world.now());
    vm.config().put("lock", "create");
    world.vms.put(vmid, vm);
    pool.ifPresent(p -> PoolCalls.need(world, p).vms.add(vmid));
    return vm;
  }

  private static Task.Next allocate(
      Request request, Vm vm, NavigableMap<String, String> values, Task task) {
    World world = request.world();
    world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CREATE);
    Disks disks = new Disks(world, vm.node());
    disks.demandLocks(Drives.of(world, values).values());
    long bytes = 0;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String key = entry.getKey();
      if (Drives.isDrive(key)) {
        PropertyString wanted = Drives.read(world, key, entry.getValue());
        bytes += disks.bytesToCopy(wanted);
        String text = disks.realise(key, vm.id(), wanted).text();
        // Written at once, so that an undo finds what was made so far.
        vm.config().put(key, text);
      }
    }
    Duration duration = world.times.copying(bytes, request.number("bwlimit", 0) * 1024);
    return Task.later(duration, t -> complete(request, vm, values, t));
  }

  private static Task.Next complete(
      Request request, Vm vm, NavigableMap<String, String> values, Task task) {
    World world = request.world();
    values.forEach((key, value) -> {
      if (key.equals("cipassword")) {
        // Unlike a change, a create keeps the clear text.
        vm.config().put(key, value);
      } else if (!Drives.isDrive(key)) {
        vm.config().put(key, OptionValues.stored(world, key, value));
      }
    });
    addImplicit(world, vm);
    vm.config().remove("lock");
    if (values.containsKey("lock")) {
      vm.config().put("lock", values.get("lock"));
    }
    vm.show(world.now());
    if (request.flag("ha-managed")) {
      world.ha.put("vm:" + vm.id(), new TreeMap<>(Map.of("state", "started")));
    }
    world.locks.release(task.upid());
    if (request.flag("start")) {
      startAfterwards(request, vm, task);
    }
    return Task.done();
  }

  private static void startAfterwards(Request request, Vm vm, Task task) {
    try {
      PowerCalls.checkStartable(request.world(), vm);
      request
          .world()
          .start(
              vm.node(),
              "qmstart",
              "" + vm.id(),
              request.caller(),
              t -> PowerCalls.start(request.world(), vm, t));
    } catch (Stop.Refusal e) {
      task.say("start failed: " + e.text());
    }
  }

  /// What the server adds by itself.
  private static void addImplicit(World world, Vm vm) {
    Map<String, String> config = vm.config();
    config.putIfAbsent("smbios1", "uuid=" + world.newUuid());
    config.putIfAbsent("vmgenid", world.newUuid());
    config.putIfAbsent("meta", "creation-qemu=10.1.2,ctime=" + world.now().getEpochSecond());
    config.putIfAbsent("boot", Drives.defaultBoot(world, config));
  }

  /// Removes a half-made machine with its disks.
  static void remove(World world, Vm vm) {
    Disks disks = new Disks(world, vm.node());
    for (VolumeId id : Drives.owned(world, vm.config()).values()) {
      if (id.owner().filter(owner -> owner == vm.id()).isPresent()) {
        disks.free(id);
      }
    }
    world.vms.remove(vm.id(), vm);
    world.pools.values().forEach(pool -> pool.vms.remove(vm.id()));
  }
}
