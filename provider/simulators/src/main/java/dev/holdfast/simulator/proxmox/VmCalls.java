package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Listing machines, their state, what they can, keys typed into them, and removing them.
final class VmCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /nodes/{node}/qemu", VmCalls::list),
          entry("GET /nodes/{node}/qemu/{vmid}", VmCalls::index),
          entry("GET /nodes/{node}/qemu/{vmid}/status/current", VmCalls::status),
          entry("GET /nodes/{node}/qemu/{vmid}/feature", VmCalls::feature),
          entry("PUT /nodes/{node}/qemu/{vmid}/sendkey", VmCalls::sendKey),
          entry("DELETE /nodes/{node}/qemu/{vmid}", VmCalls::destroy));

  private VmCalls() {}

  private static Object list(Request request) {
    World world = request.world();
    List<Object> list = new ArrayList<>();
    for (Vm vm : world.vms.values()) {
      boolean here = vm.node().equals(request.node());
      if (here && request.rights().has("/vms/" + vm.id(), "VM.Audit")) {
        list.add(live(world, vm));
      }
    }
    return list;
  }

  private static Object index(Request request) {
    request.vm();
    return List.of(Map.of("subdir", "config"), Map.of("subdir", "status"));
  }

  /// What the node knows of a machine at this moment.
  private static Map<String, Object> live(World world, Vm vm) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("vmid", vm.id());
    line.put("name", vm.name());
    line.put("status", vm.status());
    line.put("cpus", cpus(vm));
    line.put("maxmem", memory(vm) * Sizes.MIB);
    line.put("maxdisk", bootDiskSize(world, vm));
    line.put("mem", vm.isRunning() ? memory(vm) * Sizes.MIB / 2 : 0L);
    line.put("disk", 0);
    line.put("cpu", vm.isRunning() ? 0.01 : 0.0);
    line.put("netin", 0);
    line.put("netout", 0);
    line.put("diskread", 0);
    line.put("diskwrite", 0);
    line.put("uptime", uptime(world, vm));
    if (vm.isRunning()) {
      line.put("pid", 10_000 + vm.id());
    }
    if (vm.isTemplate()) {
      line.put("template", 1);
    }
    vm.lock().ifPresent(lock -> line.put("lock", lock));
    Optional.ofNullable(vm.config().get("tags")).ifPresent(tags -> line.put("tags", tags));
    return line;
  }

  static long uptime(World world, Vm vm) {
    return switch (vm.power()) {
      case Vm.Power.Off() -> 0;
      case Vm.Power.On(var since, _) -> Duration.between(since, world.now()).toSeconds();
    };
  }

  static long memory(Vm vm) {
    String text = vm.config().getOrDefault("memory", "512");
    return Long.parseLong(text.startsWith("current=") ? text.substring(8) : text);
  }

  static long cpus(Vm vm) {
    Map<String, String> config = vm.config();
    long all =
        Long.parseLong(config.getOrDefault("sockets", "1"))
            * Long.parseLong(config.getOrDefault("cores", "1"));
    return Optional.ofNullable(config.get("vcpus")).map(Long::parseLong).orElse(all);
  }

  static long bootDiskSize(World world, Vm vm) {
    return Drives.of(world, vm.config()).values().stream()
        .filter(d -> !Drives.isCdrom(d))
        .findFirst()
        .flatMap(d -> d.get("size"))
        .map(Sizes::parse)
        .orElse(0L);
  }

  private static Object status(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    Map<String, Object> status = live(world, vm);
    boolean paused = vm.power() instanceof Vm.Power.On(_, boolean p) && p;
    status.put("qmpstatus", paused ? "paused" : vm.status());
    status.put("ha", HaCalls.shownFor(world, vm.id()));
    if (agentEnabled(world, vm)) {
      status.put("agent", 1);
    }
    if (vm.isRunning()) {
      status.put("running-machine", "pc-i440fx-10.1+pve0");
      status.put("running-qemu", "10.1.2");
    }
    return status;
  }

  static boolean agentEnabled(World world, Vm vm) {
    return Optional.ofNullable(vm.config().get("agent"))
        .map(text -> PropertyString.read(world.parts("agent"), text).isSet("enabled"))
        .orElse(false);
  }

  private static Object feature(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    boolean has =
        Drives.of(world, vm.config()).values().stream()
            .filter(d -> !Drives.isCdrom(d))
            .allMatch(d -> hasFeature(world, vm, d, request.need("feature")));
    boolean shared =
        Drives.of(world, vm.config()).values().stream()
            .flatMap(d -> Drives.volume(d).stream())
            .allMatch(id -> world.storage(id.storage()).options().shared());
    List<String> nodes =
        !has ? List.of() : shared ? List.copyOf(world.nodes.keySet()) : List.of(vm.node());
    return Map.of("hasFeature", has ? 1 : 0, "nodes", nodes);
  }

  static boolean hasFeature(World world, Vm vm, PropertyString drive, String feature) {
    Optional<VolumeId> id = Drives.volume(drive);
    if (id.isEmpty()) {
      return true;
    }
    StorageOptions.Type type = world.storage(id.get().storage()).options().type();
    String format = new Disks(world, vm.node()).find(id.get()).map(Volume::format).orElse("raw");
    return switch (feature) {
      case "snapshot" -> type.canSnapshot(format);
      case "clone" -> type.canLink() && id.get().isBase();
      default -> true;
    };
  }

  private static Object sendKey(Request request) {
    Vm vm = request.vm();
    request.world().locks.demand(FileLocks.config(vm.id()), FileLocks.CONFIG);
    if (!vm.isRunning()) {
      throw Stop.error("VM " + vm.id() + " is not running");
    }
    return Request.NOTHING;
  }

  private static Object destroy(Request request) {
    OptionRights.checkRootOnly(request, "skiplock");
    World world = request.world();
    Vm vm = request.vm();
    boolean purge = request.flag("purge");
    vm.checkProtection("can't remove VM " + vm.id());
    if (world.ha.containsKey("vm:" + vm.id()) && !purge) {
      throw Stop.error(
          "unable to remove VM "
              + vm.id()
              + " - used in HA resources and purge parameter not set.");
    }
    world.demandQuorum();
    return request.start(
        "qmdestroy",
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          checkRemovable(world, vm, request.flag("skiplock"));
          return Task.later(
              world.times.step(),
              _ -> {
                checkRemovable(world, vm, request.flag("skiplock"));
                remove(world, vm, request.flag("destroy-unreferenced-disks"));
                return Task.done();
              });
        });
  }

  private static void checkRemovable(World world, Vm vm, boolean skipLock) {
    if (vm.isRunning()) {
      throw Stop.error("VM " + vm.id() + " is running - destroy failed");
    }
    if (!skipLock) {
      vm.checkLock();
    }
    Disks disks = new Disks(world, vm.node());
    Drives.owned(world, vm.config()).values().forEach(disks::checkNotBase);
  }

  private static void remove(World world, Vm vm, boolean unreferenced) {
    CreateCalls.remove(world, vm);
    world.ha.remove("vm:" + vm.id());
    Disks disks = new Disks(world, vm.node());
    vm.snapshots()
        .values()
        .forEach(s ->
            Drives.owned(world, s.config()).values().stream()
                .filter(id -> id.owner().filter(o -> o == vm.id()).isPresent())
                .forEach(disks::free));
    if (unreferenced) {
      for (Storage storage : world.storages.values()) {
        storage
            .volumes(vm.node())
            .values()
            .removeIf(v -> v.owner().filter(o -> o == vm.id()).isPresent());
      }
    }
  }
}
