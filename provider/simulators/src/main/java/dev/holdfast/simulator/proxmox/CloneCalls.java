package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Making a machine from another one or from a template.
final class CloneCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.of("POST /nodes/{node}/qemu/{vmid}/clone", CloneCalls::copy);

  private static final Set<String> NOT_COPIED =
      Set.of("template", "parent", "lock", "snapstate", "vmstate", "runningmachine", "runningcpu");

  private CloneCalls() {}

  /// What is to be cloned where.
  private record Order(Request request, Vm source, NavigableMap<String, String> config, Vm target) {

    World world() {
      return request.world();
    }

    boolean full() {
      return request.text("full").map("1"::equals).orElse(!source.isTemplate());
    }
  }

  private static Object copy(Request request) {
    World world = request.world();
    Vm source = request.vm();
    int newId = Integer.parseInt(request.need("newid"));
    Optional<String> pool = request.text("pool");
    pool.ifPresent(p -> PoolCalls.need(world, p));
    String node = request.text("target").orElse(source.node());
    if (!world.nodes.containsKey(node)) {
      throw Stop.error("no such cluster node '" + node + "'");
    }
    world.demandQuorum();
    NavigableMap<String, String> config =
        new TreeMap<>(
            request
                .text("snapname")
                .map(name -> SnapshotCalls.snapshot(source, name).config())
                .orElse(source.config()));
    Vm target = new Vm(newId, node, source.guest(), world.now());
    target.guest(source.guest().at(Guest.usual(newId).addresses()));
    Order order = new Order(request, source, config, target);
    checkOrder(order);
    demandFree(world, newId);
    world.locks.demand(FileLocks.config(newId), FileLocks.CLONE);
    target.config().put("lock", "clone");
    world.vms.put(newId, target);
    pool.ifPresent(p -> PoolCalls.need(world, p).vms.add(newId));
    return world
        .tasks
        .start(
            source.node(),
            "qmclone",
            "" + source.id(),
            request.caller().authId(),
            () -> CreateCalls.remove(world, target),
            task -> begin(order, task))
        .upid();
  }

  private static void demandFree(World world, int newId) {
    if (world.vms.containsKey(newId)) {
      throw Stop.error("unable to create VM " + newId + ": config file already exists");
    }
  }

  private static void checkOrder(Order order) {
    Request request = order.request;
    World world = order.world();
    order.source.checkLock();
    if (!order.full()
        && (request.text("storage").isPresent() || request.text("format").isPresent())) {
      String name = request.text("storage").isPresent() ? "storage" : "format";
      throw Stop.parameter(name, "parameter '" + name + "' not allowed for linked clones");
    }
    boolean elsewhere = !order.target.node().equals(order.source.node());
    Optional<String> to = request.text("storage");
    to.ifPresent(s -> checkStorage(order, s, elsewhere));
    Drives.of(world, order.config)
        .forEach((key, drive) -> checkDrive(order, key, drive, elsewhere));
    order.config.forEach((key, value) -> {
      if (Slots.isNet(key)) {
        new OptionRights(request.rights(), order.target.id(), Optional.empty()).checkBridge(value);
      }
    });
  }

  private static void checkStorage(Order order, String name, boolean elsewhere) {
    Storage storage = order.world().storageOn(name, order.target.node());
    if (elsewhere && !storage.options().shared()) {
      throw Stop.error("can't clone to non-shared storage '" + name + "'");
    }
  }

  private static void checkDrive(Order order, String key, PropertyString drive, boolean elsewhere) {
    Optional<VolumeId> id = Drives.volume(drive);
    if (id.isEmpty()) {
      return;
    }
    Storage storage = order.world().storage(id.get().storage());
    if (elsewhere && !storage.options().shared()) {
      throw Stop.error(
          "can't clone VM to node '" + order.target.node() + "' (VM uses local storage)");
    }
    if (Drives.isMedium(drive)) {
      return;
    }
    if (!order.full()
        && !Drives.isCloudInit(drive)
        && !VmCalls.hasFeature(order.world(), order.source, drive, "clone")) {
      throw Stop.error("Linked clone feature is not supported for drive '" + key + "'");
    }
    String target = order.request.text("storage").orElse(storage.name());
    order.request.rights().demand("/storage/" + target, "Datastore.AllocateSpace");
  }

  /// Clones share the source's lock with each other; everything else waits for them.
  private static Task.Next begin(Order order, Task task) {
    World world = order.world();
    world.locks.share(FileLocks.config(order.source.id()), task.upid(), FileLocks.CONFIG);
    demandStorages(order);
    long bytes = 0;
    for (Map.Entry<String, PropertyString> entry : Drives.of(world, order.config).entrySet()) {
      PropertyString drive = entry.getValue();
      PropertyString copied = copyDrive(order, drive);
      order.target.config().put(entry.getKey(), copied.text());
      if (order.full() && !Drives.isCdrom(drive)) {
        bytes += drive.get("size").map(Sizes::parse).orElse(0L);
        task.say("create full clone of drive " + entry.getKey() + " (" + Drives.file(drive) + ")");
      }
    }
    Duration duration = world.times.copying(bytes, order.request.number("bwlimit", 0) * Sizes.KIB);
    return Task.later(duration, _ -> complete(order));
  }

  private static void demandStorages(Order order) {
    Disks disks = new Disks(order.world(), order.target.node());
    Drives.owned(order.world(), order.config)
        .values()
        .forEach(id -> disks.demandLock(order.world().storage(place(order, id))));
  }

  /// The storage that the copy of a volume goes to.
  private static String place(Order order, VolumeId id) {
    return order.full() ? order.request.text("storage").orElse(id.storage()) : id.storage();
  }

  private static PropertyString copyDrive(Order order, PropertyString drive) {
    World world = order.world();
    Optional<VolumeId> id = Drives.volume(drive);
    if (id.isEmpty() || Drives.isMedium(drive)) {
      return drive;
    }
    Disks disks = new Disks(world, order.target.node());
    Volume volume = new Disks(world, order.source.node()).need(id.get());
    Storage storage = world.storageOn(place(order, id.get()), order.target.node());
    if (Drives.isCloudInit(drive)) {
      return disks.cloudInit(order.target.id(), drive, storage).with("size", "4M");
    }
    if (!order.full()) {
      String format = storage.options().type().onFiles() ? "qcow2" : "raw";
      Optional<String> parent = Optional.of(id.get().toString());
      VolumeId linked =
          disks.place(storage, order.target.id(), "vm", format, volume.size(), parent);
      return drive.with("file", linked.toString());
    }
    boolean keeps = storage.formats().contains(volume.format());
    String format = order.request.text("format").orElse(keeps ? volume.format() : "raw");
    VolumeId copy = disks.allocate(storage, order.target.id(), format, volume.size());
    return drive.with("file", copy.toString()).with("size", Sizes.format(volume.size()));
  }

  private static Task.Next complete(Order order) {
    World world = order.world();
    Vm target = order.target;
    order.config.forEach((key, value) -> {
      if (!Drives.isDrive(key) && !Drives.isUnused(key) && !NOT_COPIED.contains(key)) {
        target.config().put(key, renewed(world, key, value));
      }
    });
    String name = order.request.text("name").orElseGet(() -> copyName(order.source));
    target.config().put("name", name);
    order.request.text("description").ifPresent(d -> target.config().put("description", d));
    target.config().remove("lock");
    target.show(world.now());
    return Task.done();
  }

  private static String copyName(Vm source) {
    return source.config().containsKey("name")
        ? "Copy-of-" + source.name()
        : "Copy-of-VM-" + source.id();
  }

  /// A clone has addresses and ids of its own.
  private static String renewed(World world, String key, String value) {
    if (Slots.isNet(key)) {
      return ConfigCalls.withNewMac(world, value);
    }
    return switch (key) {
      case "vmgenid" -> world.newUuid();
      case "smbios1" ->
          PropertyString.read(world.parts("smbios"), value).with("uuid", world.newUuid()).text();
      case "meta" -> value.replaceFirst("ctime=\\d+", "ctime=" + world.now().getEpochSecond());
      default -> value;
    };
  }
}
