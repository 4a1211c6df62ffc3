package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.Format;
import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reading and changing a machine's configuration.
final class ConfigCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /nodes/{node}/qemu/{vmid}/config", ConfigCalls::read),
          entry("PUT /nodes/{node}/qemu/{vmid}/config", ConfigCalls::put),
          entry("POST /nodes/{node}/qemu/{vmid}/config", ConfigCalls::post),
          entry("GET /nodes/{node}/qemu/{vmid}/pending", ConfigCalls::pending),
          entry("PUT /nodes/{node}/qemu/{vmid}/unlink", ConfigCalls::unlink));

  private ConfigCalls() {}

  private static Object read(Request request) {
    Vm vm = request.vm();
    Optional<String> snapshot = request.text("snapshot");
    Map<String, String> config =
        snapshot.isPresent()
            ? SnapshotCalls.snapshot(vm, snapshot.get()).config()
            : request.flag("current") ? vm.config() : vm.merged();
    Map<String, Object> shown = OptionValues.shown(request.world(), config, true);
    shown.put("digest", vm.digest());
    return shown;
  }

  private static Object pending(Request request) {
    Vm vm = request.vm();
    World world = request.world();
    Set<String> keys = new TreeSet<>(vm.config().keySet());
    keys.addAll(vm.pending().keySet());
    keys.addAll(vm.pendingDeletes().keySet());
    List<Object> list = new ArrayList<>();
    for (String key : keys) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("key", key);
      put(line, "value", Optional.ofNullable(vm.config().get(key)), world, key);
      put(line, "pending", Optional.ofNullable(vm.pending().get(key)), world, key);
      Optional.ofNullable(vm.pendingDeletes().get(key))
          .ifPresent(force -> line.put("delete", force ? 2 : 1));
      list.add(line);
    }
    return list;
  }

  private static void put(
      Map<String, Object> line, String name, Optional<String> value, World world, String key) {
    value.ifPresent(v -> line.put(name, OptionValues.shown(world, key, v, true)));
  }

  private static Object put(Request request) {
    Change change = Change.of(request);
    World world = request.world();
    String lock = FileLocks.config(request.vmid());
    world.locks.demand(lock, FileLocks.CONFIG);
    long bytes = change.bytesToCopy(request.vm());
    change.apply(request.vm());
    if (bytes == 0) {
      return Request.NOTHING;
    }
    // Disks are copied before the answer, and the machine stays locked until then.
    Duration copying = world.times.copying(bytes, 0);
    String owner = "change " + world.newUuid();
    world.locks.take(lock, owner, FileLocks.CONFIG);
    world.clock.scheduleAfter(copying, () -> world.locks.release(owner));
    return new Answers.Late(Request.NOTHING, copying);
  }

  private static Object post(Request request) {
    Change change = Change.of(request);
    World world = request.world();
    int vmid = request.vmid();
    Duration copying = world.times.copying(change.bytesToCopy(request.vm()), 0);
    return request.start(
        "qmconfig",
        "" + vmid,
        task -> {
          world.locks.take(FileLocks.config(vmid), task.upid(), FileLocks.CONFIG);
          world.vm(request.node(), vmid).checkLock();
          return Task.later(
              copying,
              _ -> {
                change.apply(world.vm(request.node(), vmid));
                return Task.done();
              });
        });
  }

  private static Object unlink(Request request) {
    List<String> keys = Format.split(request.need("idlist"));
    for (String key : keys) {
      if (!Drives.isDrive(key) && !Drives.isUnused(key)) {
        throw Stop.parameter("idlist", "unknown disk '" + key + "'");
      }
    }
    World world = request.world();
    world.locks.demand(FileLocks.config(request.vmid()), FileLocks.CONFIG);
    Vm vm = request.vm();
    vm.checkLock();
    new ConfigWriter(world, vm).write(keys, new TreeMap<>(), request.flag("force"));
    return Request.NOTHING;
  }

  /// A checked change, ready to be written when the lock is there.
  private record Change(
      Request request,
      NavigableMap<String, String> values,
      List<String> deletes,
      List<String> reverts) {

    static Change of(Request request) {
      OptionRights.checkRootOnly(request, "skiplock", "lock");
      World world = request.world();
      Vm vm = request.vm();
      NavigableMap<String, String> values = new TreeMap<>(request.values());
      Optional.ofNullable(values.remove("cdrom")).ifPresent(v -> values.put("ide2", asCdrom(v)));
      ConfigWriter.keepConfigKeys(world, values);
      Change change = new Change(request, values, keys(request, "delete"), keys(request, "revert"));
      change.checkKeys();
      change.checkRights(vm);
      return change;
    }

    private static String asCdrom(String value) {
      return value.contains("media=") ? value : value + ",media=cdrom";
    }

    private static List<String> keys(Request request, String name) {
      return request.text(name).map(Format::split).orElse(List.of()).stream()
          .map(k -> k.equals("cdrom") ? "ide2" : k)
          .toList();
    }

    private void checkKeys() {
      if (values.isEmpty() && deletes.isEmpty() && reverts.isEmpty()) {
        throw Stop.error("no options specified");
      }
      for (String key : deletes) {
        if (values.containsKey(key)) {
          throw Stop.parameter(
              "delete", "you can't use '-" + key + "' and -delete " + key + "' at the same time");
        }
        checkKnown("delete", key);
      }
      for (String key : reverts) {
        if (values.containsKey(key)) {
          throw Stop.parameter(
              "revert", "you can't use '-" + key + "' and -revert " + key + "' at the same time");
        }
        checkKnown("revert", key);
      }
    }

    private void checkKnown(String parameter, String key) {
      if (!OptionValues.isOption(request.world(), key)) {
        throw Stop.parameter(parameter, "unknown option '" + key + "'");
      }
      if (key.equals("lock") && !request.caller().isRoot()) {
        throw Stop.parameter(parameter, "Only root may use this option.");
      }
    }

    private void checkRights(Vm vm) {
      World world = request.world();
      OptionRights rights = new OptionRights(request.rights(), vm.id(), Optional.empty());
      deletes.forEach(key -> rights.check(key, Optional.ofNullable(vm.merged().get(key))));
      reverts.forEach(key -> rights.check(key, Optional.empty()));
      deletes.stream()
          .filter(Drives::isDrive)
          .forEach(key -> demandDrive(vm, key, Optional.ofNullable(vm.merged().get(key))));
      values.forEach((key, value) -> {
        rights.check(key, Optional.of(value));
        if (Drives.isDrive(key)) {
          new Disks(world, vm.node())
              .checkAccess(request.rights(), key, Drives.read(world, key, value));
          demandDrive(vm, key, Optional.of(value));
        } else if (Slots.isNet(key)) {
          rights.checkBridge(value);
        }
      });
    }

    private void demandDrive(Vm vm, String key, Optional<String> value) {
      boolean cdrom =
          value.map(v -> Drives.isCdrom(Drives.read(request.world(), key, v))).orElse(false);
      request.rights().demand("/vms/" + vm.id(), cdrom ? "VM.Config.CDROM" : "VM.Config.Disk");
    }

    long bytesToCopy(Vm vm) {
      Disks disks = new Disks(request.world(), vm.node());
      return Drives.of(request.world(), values).values().stream()
          .mapToLong(disks::bytesToCopy)
          .sum();
    }

    void apply(Vm vm) {
      World world = request.world();
      if (!world.isQuorate()) {
        throw Stop.error(
            "unable to open file '/etc/pve/nodes/%s/qemu-server/%d.conf.tmp.1' - Permission denied"
                .formatted(vm.node(), vm.id()));
      }
      checkDigest(request, vm);
      if (!request.flag("skiplock")) {
        vm.checkLock();
      }
      new Disks(world, vm.node()).demandLocks(Drives.of(world, values).values());
      ConfigWriter writer = new ConfigWriter(world, vm);
      writer.revert(reverts);
      writer.write(deletes, values, request.flag("force"));
    }
  }

  static void checkDigest(Request request, Vm vm) {
    request
        .text("digest")
        .filter(d -> !d.equals(vm.digest()))
        .ifPresent(_ -> {
          throw Stop.error("checksum mismatch (file change by other user?)");
        });
  }

  /// A card's value with a new address.
  static String withNewMac(World world, String value) {
    return PropertyString.read(world.parts("nic"), value).with("macaddr", world.newMac()).text();
  }
}
