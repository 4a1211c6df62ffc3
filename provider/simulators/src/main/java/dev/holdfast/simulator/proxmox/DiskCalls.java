package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.util.Map;
import java.util.Optional;

/// Growing disks and moving them to other storages.
final class DiskCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("PUT /nodes/{node}/qemu/{vmid}/resize", DiskCalls::resize),
          entry("POST /nodes/{node}/qemu/{vmid}/move_disk", DiskCalls::move));

  private DiskCalls() {}

  /// The drive of a call, which must be a disk of the machine.
  private static PropertyString drive(World world, Vm vm, String key) {
    String value = vm.config().get(key);
    if (value == null) {
      throw Stop.error("disk '" + key + "' does not exist");
    }
    return Drives.isUnused(key)
        ? PropertyString.read(world.parts("disk-unused"), value)
        : Drives.read(world, key, value);
  }

  private static Object resize(Request request) {
    OptionRights.checkRootOnly(request, "skiplock");
    World world = request.world();
    Vm vm = request.vm();
    String key = request.need("disk");
    Optional.ofNullable(vm.config().get(key))
        .flatMap(v -> Drives.volume(Drives.read(world, key, v)))
        .ifPresent(
            id -> request.rights().demand("/storage/" + id.storage(), "Datastore.AllocateSpace"));
    return request.start(
        "resize",
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          ConfigCalls.checkDigest(request, vm);
          vm.checkLock();
          PropertyString drive = drive(world, vm, key);
          checkResizable(key, drive);
          VolumeId id = Drives.volume(drive).orElseThrow();
          Volume volume = new Disks(world, vm.node()).need(id);
          long wanted = wantedSize(request.need("size"), volume.size());
          return Task.later(
              world.times.step(),
              _ -> {
                world.storage(id.storage()).volumes(vm.node()).put(id.name(), volume.sized(wanted));
                vm.config().put(key, drive.with("size", Sizes.format(wanted)).text());
                return Task.done();
              });
        });
  }

  private static void checkResizable(String key, PropertyString drive) {
    if (Drives.isCdrom(drive)) {
      throw Stop.error("you can't resize a cdrom");
    }
    if (key.equals("efidisk0") || key.equals("tpmstate0")) {
      throw Stop.error("you can't resize " + key);
    }
  }

  private static long wantedSize(String size, long current) {
    boolean more = size.startsWith("+");
    long bytes = Sizes.parse(more ? size.substring(1) : size);
    long wanted = more ? current + bytes : bytes;
    if (wanted < current) {
      throw Stop.error("shrinking disks is not supported");
    }
    return wanted;
  }

  private static Object move(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    String key = request.need("disk");
    if (request.text("target-vmid").isPresent() || request.text("target-disk").isPresent()) {
      throw Stop.error("the simulator does not hand disks over to other machines");
    }
    String target =
        request
            .text("storage")
            .orElseThrow(() -> Stop.parameter("storage", "either set 'storage' or 'target-vmid'"));
    Storage storage = world.storageOn(target, vm.node());
    request.rights().demand("/storage/" + target, "Datastore.AllocateSpace");
    return request.start(
        "qmmove",
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          ConfigCalls.checkDigest(request, vm);
          vm.checkLock();
          return begin(request, vm, key, storage, task);
        });
  }

  private static Task.Next begin(Request request, Vm vm, String key, Storage storage, Task task) {
    World world = request.world();
    PropertyString drive = drive(world, vm, key);
    if (!Drives.isUnused(key) && Drives.isCdrom(drive)) {
      throw Stop.error("you can't move a cdrom");
    }
    VolumeId from = Drives.volume(drive).orElseThrow();
    if (request.flag("delete") && isInSnapshot(world, vm, from)) {
      throw Stop.error("you can't move a disk with snapshots and delete the source");
    }
    Disks disks = new Disks(world, vm.node());
    Volume volume = disks.need(from);
    boolean keeps = storage.formats().contains(volume.format());
    String format = request.text("format").orElse(keeps ? volume.format() : "raw");
    if (from.storage().equals(storage.name()) && format.equals(volume.format())) {
      throw Stop.error("you can't move to the same storage with same format");
    }
    if (request.flag("delete") && from.isBase()) {
      disks.checkNotBase(from);
    }
    VolumeId to = disks.allocate(storage, vm.id(), format, volume.size());
    task.onFailure(() -> disks.free(to));
    task.say("create full clone of drive " + key + " (" + from + ")");
    return Task.later(
        world.times.copying(volume.size(), request.number("bwlimit", 0) * Sizes.KIB),
        t -> {
          PropertyString plain = drive.with("file", to.toString());
          // A template's disk is a base volume wherever it lies.
          PropertyString moved =
              vm.isTemplate() && !Drives.isUnused(key) ? Templates.toBase(world, vm, plain) : plain;
          vm.config().put(key, Drives.isUnused(key) ? to.toString() : moved.text());
          if (request.flag("delete")) {
            disks.free(from);
          } else {
            keep(vm, from);
          }
          t.onFailure(() -> {});
          return Task.done();
        });
  }

  private static boolean isInSnapshot(World world, Vm vm, VolumeId id) {
    return vm.snapshots().values().stream()
        .anyMatch(s -> Drives.owned(world, s.config()).containsValue(id));
  }

  private static void keep(Vm vm, VolumeId id) {
    int number = 0;
    while (vm.config().containsKey("unused" + number)) {
      number++;
    }
    vm.config().put("unused" + number, id.toString());
  }
}
