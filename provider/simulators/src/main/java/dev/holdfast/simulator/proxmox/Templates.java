package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.util.Map;
import java.util.Optional;

/// Turning machines and their disks into templates.
final class Templates {

  static final Map<String, Request.Handler> HANDLERS =
      Map.of("POST /nodes/{node}/qemu/{vmid}/template", Templates::convert);

  private Templates() {}

  private static Object convert(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    if (!vm.snapshots().isEmpty()) {
      throw Stop.error("unable to create template, because VM contains snapshots");
    }
    if (vm.isTemplate() && request.text("disk").isEmpty()) {
      throw Stop.error("you can't convert a template to a template");
    }
    if (vm.isRunning()) {
      throw Stop.error("you can't convert a VM to template if VM is running");
    }
    vm.checkLock();
    return request.start(
        "qmtemplate",
        "" + vm.id(),
        task -> {
          world.locks.take(FileLocks.config(vm.id()), task.upid(), FileLocks.CONFIG);
          return Task.later(
              world.times.step(),
              _ -> {
                toTemplate(world, vm, request.text("disk"));
                return Task.done();
              });
        });
  }

  static void toTemplate(World world, Vm vm, Optional<String> only) {
    Drives.of(world, vm.config())
        .forEach((key, drive) -> {
          boolean meant = only.map(key::equals).orElse(true);
          if (meant && !Drives.isCdrom(drive)) {
            vm.config().put(key, toBase(world, vm, drive).text());
          }
        });
    vm.config().put("template", "1");
    vm.config().put("vmgenid", world.newUuid());
    vm.show(world.now());
  }

  /// Renames a disk's volume from `vm-` to `base-`.
  static PropertyString toBase(World world, Vm vm, PropertyString drive) {
    VolumeId id = Drives.volume(drive).orElseThrow();
    if (id.isBase()) {
      return drive;
    }
    Storage storage = world.storageOn(id.storage(), vm.node());
    if (!storage.options().type().canLink()) {
      throw Stop.error("can't create base volume on storage '" + id.storage() + "'");
    }
    String name = id.name().replaceFirst("(^|/)vm-(?=[^/]*$)", "$1base-");
    VolumeId base = new VolumeId(id.storage(), name);
    Volume volume = new Disks(world, vm.node()).need(id);
    storage.volumes(vm.node()).remove(id.name());
    storage.volumes(vm.node()).put(name, volume);
    return drive.with("file", base.toString());
  }
}
