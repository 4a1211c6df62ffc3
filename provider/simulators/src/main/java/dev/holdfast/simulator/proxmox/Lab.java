package dev.holdfast.simulator.proxmox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Changes to a simulated cluster behind the back of whoever uses its API.
public final class Lab {

  private final World world;

  Lab(World world) {
    this.world = world;
  }

  /// Makes a template with one disk and one card, ready to be cloned.
  ///
  /// @param storage where the disk `scsi0` goes
  /// @param size its size, `4G`
  public void addTemplate(String node, int vmid, String name, String storage, String size) {
    locked(() -> {
      Vm vm = newMachine(node, vmid, name);
      VolumeId disk =
          new Disks(world, node)
              .allocate(world.storageOn(storage, node), vmid, "raw", Sizes.parse(size));
      vm.config().put("scsi0", disk + ",size=" + size);
      vm.config().put("boot", "order=scsi0");
      Templates.toTemplate(world, vm, Optional.empty());
    });
  }

  /// Makes a machine without disks.
  public void addVm(String node, int vmid, String name) {
    locked(() -> newMachine(node, vmid, name));
  }

  private Vm newMachine(String node, int vmid, String name) {
    Vm vm = new Vm(vmid, node, Guest.usual(vmid), world.now());
    Map<String, String> config = vm.config();
    config.put("name", name);
    config.put("memory", "512");
    config.put("cores", "1");
    config.put("agent", "1");
    config.put("scsihw", "virtio-scsi-single");
    config.put("net0", "virtio=" + world.newMac() + ",bridge=vmbr0");
    config.put("boot", "order=net0");
    config.put("smbios1", "uuid=" + world.newUuid());
    config.put("vmgenid", world.newUuid());
    config.put("meta", "creation-qemu=10.1.2,ctime=" + world.now().getEpochSecond());
    world.vms.put(vmid, vm);
    vm.show(world.now());
    return vm;
  }

  /// Sets a configuration value as it is, for drift.
  public void setConfig(int vmid, String key, String value) {
    locked(() -> need(vmid).config().put(key, value));
  }

  /// Removes a configuration value.
  public void removeConfig(int vmid, String key) {
    locked(() -> need(vmid).config().remove(key));
  }

  /// Writes options as an administrator would in the web interface: with pending and hot-plug.
  public void change(int vmid, Map<String, String> values, String... deletes) {
    locked(() ->
        new ConfigWriter(world, need(vmid)).write(List.of(deletes), new TreeMap<>(values), false));
  }

  /// Turns a machine on or off at once.
  public void power(int vmid, boolean on) {
    locked(() -> {
      Vm vm = need(vmid);
      if (on) {
        PowerCalls.on(world, vm);
      } else {
        PowerCalls.off(world, vm);
      }
    });
  }

  /// Moves a machine to another node at once, disks included.
  public void move(int vmid, String node) {
    locked(() -> {
      Vm vm = need(vmid);
      for (VolumeId id : Drives.owned(world, vm.config()).values()) {
        Storage storage = world.storage(id.storage());
        Volume volume = storage.volumes(vm.node()).remove(id.name());
        if (volume != null) {
          storage.volumes(node).put(id.name(), volume);
        }
      }
      vm.moveTo(node);
    });
  }

  /// Removes a machine and its disks at once.
  public void remove(int vmid) {
    locked(() -> CreateCalls.remove(world, need(vmid)));
  }

  /// Changes what runs inside a machine.
  public void guest(int vmid, UnaryOperator<Guest> change) {
    locked(() -> {
      Vm vm = need(vmid);
      vm.guest(change.apply(vm.guest()));
    });
  }

  /// Changes what runs inside machines that are made from now on.
  public void newGuests(UnaryOperator<Guest> change) {
    locked(() -> world.newGuests(change));
  }

  /// Puts a volume on a storage: `iso/debian.iso`, `import/disk.qcow2`, `snippets/user.yaml`.
  public void addFile(String node, String storage, String name, String size) {
    locked(() -> {
      String content = name.substring(0, name.indexOf('/'));
      world
          .storage(storage)
          .volumes(node)
          .put(
              name,
              new Volume(
                  content,
                  Downloads.format(name),
                  Sizes.parse(size),
                  Optional.empty(),
                  Optional.empty(),
                  world.now()));
    });
  }

  /// Puts a file on the simulated Internet.
  public void publish(RemoteFile file) {
    locked(() -> world.internet.put(file.url(), file));
  }

  /// Makes a hardware mapping known.
  public void addMapping(String name) {
    locked(() -> world.mappings.add(name));
  }

  /// Puts a machine under high availability.
  public void manageByHa(int vmid) {
    locked(() -> world.ha.put("vm:" + vmid, new TreeMap<>(Map.of("state", "started"))));
  }

  /// Lets a node fail or come back.
  public void node(String name, boolean up) {
    locked(() -> world.node(name).up(up));
  }

  /// Takes the cluster's quorum away or gives it back.
  public void quorum(boolean quorate) {
    locked(() -> world.quorate(quorate));
  }

  /// Holds a machine's lock for a while, as a task of somebody else would.
  public void holdLock(int vmid, Duration duration) {
    hold(FileLocks.config(vmid), duration);
  }

  /// Holds a storage's lock for a while.
  public void holdStorage(String storage, Duration duration) {
    hold(FileLocks.storage(storage), duration);
  }

  private void hold(String lock, Duration duration) {
    String owner = "somebody " + lock;
    locked(() -> world.locks.take(lock, owner, Duration.ZERO));
    world.clock.scheduleAfter(duration, () -> world.locks.release(owner));
  }

  private Vm need(int vmid) {
    return Optional.ofNullable(world.vms.get(vmid)).orElseThrow();
  }

  private void locked(Runnable action) {
    world.guard.lock();
    try {
      action.run();
    } finally {
      world.guard.unlock();
      world.clock.changed();
    }
  }
}
