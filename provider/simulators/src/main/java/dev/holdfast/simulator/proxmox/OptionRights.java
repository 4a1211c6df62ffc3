package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.PropertyString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The privilege that each configuration key of a machine asks for, and the keys for root alone.
///
/// From `check_vm_modify_config_perm` in qemu-server's `API2/Qemu.pm`, as measured.
record OptionRights(Rights rights, int vmid, Optional<String> pool) {

  private static final Map<String, List<String>> BY_PRIVILEGE = new LinkedHashMap<>();

  private static final List<String> CLOUD_INIT =
      List.of(
          "cicustom",
          "cipassword",
          "citype",
          "ciupgrade",
          "ciuser",
          "nameserver",
          "searchdomain",
          "sshkeys");

  static {
    BY_PRIVILEGE.put(
        "VM.Config.CPU",
        List.of("cores", "cpu", "cpulimit", "cpuunits", "numa", "smp", "sockets", "vcpus"));
    BY_PRIVILEGE.put("VM.Config.Memory", List.of("allow-ksm", "balloon", "memory", "shares"));
    BY_PRIVILEGE.put(
        "VM.Config.HWType",
        List.of(
            "acpi",
            "audio0",
            "hotplug",
            "kvm",
            "machine",
            "rng0",
            "scsihw",
            "smbios1",
            "tablet",
            "vga",
            "watchdog"));
    BY_PRIVILEGE.put(
        "VM.Config.Options",
        List.of(
            "agent",
            "autostart",
            "bios",
            "description",
            "keyboard",
            "localtime",
            "migrate_downtime",
            "migrate_speed",
            "name",
            "onboot",
            "ostype",
            "protection",
            "reboot",
            "startdate",
            "tags",
            "tdf",
            "template"));
    BY_PRIVILEGE.put("VM.Config.Disk", List.of("boot", "bootdisk", "vmstatestorage"));
    BY_PRIVILEGE.put("VM.PowerMgmt", List.of("freeze"));
  }

  /// Checks one key that is set or deleted; disks are checked by what they name.
  void check(String key, Optional<String> value) {
    String path = "/vms/" + vmid;
    if (rights.caller().isRoot() || Drives.isDrive(key) || key.equals("cdrom")) {
      return;
    }
    Optional<String> plain =
        BY_PRIVILEGE.entrySet().stream()
            .filter(e -> e.getValue().contains(key) || isNumberedCpu(key, e.getKey()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (plain.isPresent()) {
      rights.demand(path, pool, plain.get());
    } else if (CLOUD_INIT.contains(key) || key.startsWith("ipconfig")) {
      rights.demandAny(path, pool, List.of("VM.Config.Cloudinit", "VM.Config.Network"));
    } else if (Slots.isNet(key)) {
      rights.demand(path, pool, "VM.Config.Network");
    } else if (Drives.isUnused(key)) {
      rights.demand(path, pool, "VM.Config.Disk");
    } else {
      checkDevice(path, key, value);
    }
  }

  private static boolean isNumberedCpu(String key, String privilege) {
    return privilege.equals("VM.Config.CPU") && Slots.isOf("numa", key);
  }

  private void checkDevice(String path, String key, Optional<String> value) {
    switch (Slots.family(key)) {
      case "startup" -> {
        rights.demand(path, pool, "VM.Config.Options");
        rights.demand("/", "Sys.Modify");
      }
      case "serial" -> {
        value.filter(v -> !v.equals("socket")).ifPresent(_ -> refuse(key, " for real devices"));
        rights.demand(path, pool, "VM.Config.HWType");
      }
      case "usb" -> {
        rights.demand(path, pool, "VM.Config.HWType");
        value.ifPresent(v -> checkMapped(key, parts("usb", v), "usb", " for real devices"));
      }
      case "hostpci" -> {
        rights.demand(path, pool, "VM.Config.HWType");
        value.ifPresent(
            v -> checkMapped(key, parts("hostpci", v), "pci", " for non-mapped devices"));
      }
      case "virtiofs" -> {
        rights.demand(path, pool, "VM.Config.HWType");
        value.ifPresent(v -> {
          String directory = parts("virtiofs", v).get("dirid").orElseThrow();
          rights.demand("/mapping/dir/" + directory, "Mapping.Use");
        });
      }
      default -> refuse(key, "");
    }
  }

  private void checkMapped(String key, PropertyString device, String kind, String suffix) {
    boolean spice = device.get("host").filter(h -> h.equalsIgnoreCase("spice")).isPresent();
    if (device.get("romfile").isPresent()) {
      refuse(key, " with romfile");
    }
    if (device.get("mapping").isPresent()) {
      rights.demand("/mapping/" + kind + "/" + device.get("mapping").get(), "Mapping.Use");
    } else if (!spice) {
      refuse(key, suffix);
    }
  }

  private PropertyString parts(String name, String value) {
    return PropertyString.read(rights.world().parts(name), value);
  }

  private static void refuse(String key, String suffix) {
    throw Stop.error("only root can set '" + key + "' config" + suffix);
  }

  /// Whether the caller may use the bridge of a network card.
  void checkBridge(String value) {
    parts("nic", value)
        .get("bridge")
        .ifPresent(bridge -> rights.demand("/sdn/zones/localnetwork/" + bridge, "SDN.Use"));
  }

  /// `skiplock` and `lock` are refused as parameters, not as configuration.
  static void checkRootOnly(Request request, String... names) {
    for (String name : names) {
      if (request.text(name).isPresent() && !request.caller().isRoot()) {
        throw Stop.parameter(name, "Only root may use this option.");
      }
    }
  }
}
