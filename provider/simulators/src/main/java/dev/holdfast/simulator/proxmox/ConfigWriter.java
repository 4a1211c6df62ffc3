package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Writes options into a machine's configuration: at once, by hot-plug, or pending.
final class ConfigWriter {

  /*
   * As in qemu-server every change first becomes pending. A stopped machine then takes all of it;
   * a running one takes what needs no restart (FAST), what its `hotplug` setting allows, and
   * keeps the rest until it stops. A volume that loses its place becomes `unusedN`; it is freed
   * only by `force`, or when the `unusedN` itself is deleted.
   */

  private static final Set<String> FAST =
      Set.of(
          "description",
          "hookscript",
          "lock",
          "migrate_downtime",
          "migrate_speed",
          "name",
          "onboot",
          "protection",
          "shares",
          "startup",
          "tags",
          "vmstatestorage",
          "cicustom",
          "cipassword",
          "citype",
          "ciupgrade",
          "ciuser",
          "nameserver",
          "searchdomain",
          "sshkeys",
          "balloon",
          "cpulimit",
          "cpuunits",
          "hotplug",
          "template",
          "autostart");

  private final World world;
  private final Vm vm;
  private final Disks disks;

  ConfigWriter(World world, Vm vm) {
    this.world = world;
    this.vm = vm;
    this.disks = new Disks(world, vm.node());
  }

  /// Takes back what is pending.
  void revert(List<String> keys) {
    for (String key : keys) {
      String dropped = vm.pending().remove(key);
      vm.pendingDeletes().remove(key);
      if (dropped != null && Drives.isDrive(key)) {
        keepUnused(Drives.read(world, key, dropped));
      }
    }
  }

  /// Marks keys for deletion and sets others; then lets go into effect what can.
  void write(List<String> deletes, NavigableMap<String, String> values, boolean force) {
    String before = vm.name();
    for (String key : deletes) {
      delete(key, force);
    }
    values.forEach(this::set);
    if (vm.isRunning()) {
      hotplug();
    } else {
      applyPending();
    }
    if (!before.equals(vm.name())) {
      vm.show(world.now());
    }
  }

  private void delete(String key, boolean force) {
    String waiting = vm.pending().remove(key);
    if (waiting != null && Drives.isDrive(key)) {
      keepUnused(Drives.read(world, key, waiting));
    }
    if (Drives.isUnused(key)) {
      destroyUnused(key);
    } else if (vm.config().containsKey(key)) {
      if (Drives.isDrive(key)) {
        vm.checkProtection("can't remove drive '" + key + "'");
      }
      vm.pendingDeletes().put(key, force);
      dropFromBoot(key);
    }
  }

  private void destroyUnused(String key) {
    String value = vm.config().get(key);
    if (value != null) {
      vm.checkProtection("can't remove unused disk '" + key + "'");
      VolumeId id = VolumeId.parse(value).orElseThrow();
      if (isInSnapshot(id)) {
        throw Stop.error("unable to remove volume '" + id + "' - used in a snapshot");
      }
      disks.free(id);
      vm.config().remove(key);
    }
  }

  private boolean isInSnapshot(VolumeId id) {
    return vm.snapshots().values().stream()
        .anyMatch(s -> Drives.owned(world, s.config()).containsValue(id));
  }

  private void dropFromBoot(String key) {
    String boot = vm.merged().getOrDefault("boot", "");
    if (boot.startsWith("order=")) {
      Set<String> rest = new LinkedHashSet<>(List.of(boot.substring(6).split(";")));
      if (rest.remove(key)) {
        vm.pending().put("boot", rest.isEmpty() ? " " : "order=" + String.join(";", rest));
      }
    }
  }

  private void set(String key, String value) {
    vm.pendingDeletes().remove(key);
    if (Drives.isUnused(key)) {
      throw Stop.error("unable to set '" + key + "'");
    }
    String stored =
        Drives.isDrive(key) ? drive(key, value) : OptionValues.stored(world, key, value);
    String replaced = vm.pending().remove(key);
    if (replaced != null && Drives.isDrive(key)) {
      keepUnused(Drives.read(world, key, replaced));
    }
    if (!stored.equals(vm.config().get(key))) {
      vm.pending().put(key, stored);
    }
  }

  private String drive(String key, String value) {
    PropertyString wanted = Drives.read(world, key, value);
    PropertyString real = disks.realise(key, vm.id(), wanted);
    if (vm.isTemplate() && !Drives.isCdrom(real)) {
      real = Templates.toBase(world, vm, real);
    }
    Drives.volume(real).ifPresent(this::forgetUnused);
    return real.text();
  }

  /// A volume that gets a place again is no longer unused.
  private void forgetUnused(VolumeId id) {
    vm.config()
        .entrySet()
        .removeIf(e -> Drives.isUnused(e.getKey()) && e.getValue().equals(id.toString()));
  }

  private void hotplug() {
    for (String key : new TreeSet<>(vm.pendingDeletes().keySet())) {
      if (canHotplug(key, Optional.empty())) {
        applyDelete(key);
      }
    }
    for (String key : new TreeSet<>(vm.pending().keySet())) {
      Optional<String> value = Optional.ofNullable(vm.pending().get(key));
      if (canHotplug(key, value)) {
        checkPluggable(key, value.orElseThrow());
        applySet(key);
      }
    }
  }

  private boolean canHotplug(String key, Optional<String> value) {
    if (FAST.contains(key) || key.startsWith("ipconfig")) {
      return true;
    }
    List<String> features = features();
    if (Slots.isNet(key)) {
      return features.contains("network");
    }
    if (Slots.isOf("scsi", key) || Slots.isOf("virtio", key)) {
      return features.contains("disk") && !touchesCloudInit(key, value);
    }
    if (Slots.isOf("ide", key) || Slots.isOf("sata", key)) {
      return value.isPresent() && swapsMedium(key, value.get());
    }
    return (Slots.isOf("usb", key) && features.contains("usb"))
        || (key.equals("vcpus") && features.contains("cpu"))
        || (key.equals("memory") && features.contains("memory"));
  }

  private List<String> features() {
    String setting = vm.merged().getOrDefault("hotplug", "1");
    return switch (setting) {
      case "0" -> List.of();
      case "1" -> List.of("network", "disk", "usb");
      default -> List.of(setting.split("[,;\\s]+"));
    };
  }

  private boolean touchesCloudInit(String key, Optional<String> value) {
    return value
        .or(() -> Optional.ofNullable(vm.config().get(key)))
        .map(v -> Drives.isCloudInit(Drives.read(world, key, v)))
        .orElse(false);
  }

  /// Another medium in the same drive needs no restart; a new IDE or SATA device does.
  private boolean swapsMedium(String key, String value) {
    String old = vm.config().get(key);
    return old != null
        && Drives.isCdrom(Drives.read(world, key, old))
        && Drives.isCdrom(Drives.read(world, key, value))
        && !touchesCloudInit(key, Optional.of(value));
  }

  /// What fails only when it is plugged in answers 400, though the parameters are right.
  private void checkPluggable(String key, String value) {
    if (Slots.isNet(key)) {
      PropertyString.read(world.parts("nic"), value)
          .get("bridge")
          .filter(b -> !world.node(vm.node()).bridges().contains(b))
          .ifPresent(bridge -> {
            vm.pending().remove(key);
            throw Stop.parameter(key, "hotplug problem - bridge '" + bridge + "' does not exist");
          });
    }
  }

  /// Puts into effect everything that is pending.
  void applyPending() {
    for (String key : new TreeSet<>(vm.pendingDeletes().keySet())) {
      applyDelete(key);
    }
    for (String key : new TreeSet<>(vm.pending().keySet())) {
      applySet(key);
    }
  }

  private void applyDelete(String key) {
    boolean force = Boolean.TRUE.equals(vm.pendingDeletes().remove(key));
    String old = vm.config().remove(key);
    if (old != null && Drives.isDrive(key)) {
      letGo(key, Drives.read(world, key, old), force);
    }
  }

  private void applySet(String key) {
    String value = Optional.ofNullable(vm.pending().remove(key)).orElseThrow();
    String old = vm.config().put(key, value);
    if (old != null && Drives.isDrive(key)) {
      PropertyString before = Drives.read(world, key, old);
      PropertyString after = Drives.read(world, key, value);
      if (!Drives.file(before).equals(Drives.file(after))) {
        letGo(key, before, false);
      }
    }
  }

  private void letGo(String key, PropertyString drive, boolean force) {
    Optional<VolumeId> id = Drives.volume(drive);
    if (id.isEmpty() || Drives.isMedium(drive)) {
      return;
    }
    if (Drives.isCloudInit(drive) || force) {
      if (force && isInSnapshot(id.get())) {
        throw Stop.error("unable to remove volume '" + id.get() + "' of " + key + " - in use");
      }
      disks.free(id.get());
    } else {
      keepUnused(drive);
    }
  }

  private void keepUnused(PropertyString drive) {
    Optional<VolumeId> id = Drives.volume(drive).filter(_ -> !Drives.isCdrom(drive));
    if (id.isEmpty() || isUsed(id.get())) {
      return;
    }
    int number = 0;
    while (vm.config().containsKey("unused" + number)) {
      number++;
    }
    vm.config().put("unused" + number, id.get().toString());
  }

  private boolean isUsed(VolumeId id) {
    return Drives.owned(world, vm.config()).containsValue(id)
        || Drives.owned(world, vm.pending()).containsValue(id);
  }

  /// Tags as the server keeps them.
  static String tags(String value) {
    Set<String> tags = new TreeSet<>();
    for (String tag : value.split("[,;\\x00\\s]+")) {
      if (!tag.isEmpty()) {
        tags.add(tag.toLowerCase(Locale.ROOT));
      }
    }
    return tags.isEmpty() ? " " : String.join(";", tags);
  }

  /// The values of a request that belong into the configuration.
  static void keepConfigKeys(World world, Map<String, String> values) {
    values.keySet().removeIf(key -> !OptionValues.isOption(world, key));
  }
}
