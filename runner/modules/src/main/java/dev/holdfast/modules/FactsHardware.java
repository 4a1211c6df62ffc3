package dev.holdfast.modules;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Memory, processors, mounts, the mainboard's names, and what the machine runs on.
final class FactsHardware {
  private static final String DMI = "/sys/class/dmi/id/";
  private static final Map<String, String> VENDORS =
      Map.of(
          "QEMU", "kvm",
          "VMware, Inc.", "VMware",
          "innotek GmbH", "virtualbox",
          "Microsoft Corporation", "VirtualPC",
          "Amazon EC2", "kvm",
          "DigitalOcean", "kvm",
          "Hetzner", "kvm",
          "Google", "kvm",
          "Parallels Software International Inc.", "parallels",
          "Bochs", "bochs");

  private final FactSource source;
  private final FactDict facts;

  FactsHardware(FactSource source, FactDict facts) {
    this.source = source;
    this.facts = facts;
  }

  void hardware() {
    memory();
    processors();
    mounts();
    board();
  }

  private void memory() {
    Map<String, Long> info = new LinkedHashMap<>();
    for (String line : source.fileLines("/proc/meminfo")) {
      String[] words = line.split(":?\\s+");
      info.put(words[0], words.length > 1 ? FactDict.number(words[1]) / 1024 : 0);
    }
    long total = info.getOrDefault("MemTotal", 0L);
    long free = info.getOrDefault("MemFree", 0L);
    long cached = info.getOrDefault("Cached", 0L) + info.getOrDefault("Buffers", 0L);
    long swap = info.getOrDefault("SwapTotal", 0L);
    long swapFree = info.getOrDefault("SwapFree", 0L);
    facts
        .put("memtotal_mb", total)
        .put("memfree_mb", free)
        .put("swaptotal_mb", swap)
        .put("swapfree_mb", swapFree)
        .put(
            "memory_mb",
            new FactDict()
                .put(
                    "real",
                    new FactDict().put("total", total).put("used", total - free).put("free", free))
                .put(
                    "nocache",
                    new FactDict().put("free", free + cached).put("used", total - free - cached))
                .put(
                    "swap",
                    new FactDict()
                        .put("total", swap)
                        .put("free", swapFree)
                        .put("used", swap - swapFree)
                        .put("cached", info.getOrDefault("SwapCached", 0L))));
  }

  private void processors() {
    List<String> names = new ArrayList<>();
    Set<String> sockets = new HashSet<>();
    Map<String, Integer> cores = new LinkedHashMap<>();
    int threads = 0;
    int siblings = 0;
    String socket = "0";
    for (String line : source.fileLines("/proc/cpuinfo")) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = colon < 0 ? "" : line.substring(colon + 1).strip();
      switch (key) {
        case "processor" -> {
          threads++;
          names.add(value);
        }
        case "vendor_id", "model name", "Model Name", "Processor", "uarch", "cpu" ->
            names.add(value);
        case "physical id" -> {
          socket = value;
          sockets.add(value);
        }
        case "cpu cores" -> cores.put(socket, (int) FactDict.number(value));
        case "siblings" -> siblings = (int) FactDict.number(value);
        default -> {}
      }
    }
    int count = sockets.isEmpty() ? Math.max(1, threads) : sockets.size();
    int perSocket = cores.values().stream().findFirst().orElse(1);
    int perCore = sockets.isEmpty() ? 1 : Math.max(1, siblings / Math.max(1, perSocket));
    facts
        .put("processor", names)
        .put("processor_count", count)
        .put("processor_cores", perSocket)
        .put("processor_threads_per_core", perCore)
        .put("processor_vcpus", (long) perCore * count * perSocket)
        .put("processor_nproc", allowed(threads));
  }

  /// The processors that this user's processes may run on.
  private long allowed(int threads) {
    Optional<String> list =
        source.fileLines("/proc/self/status").stream()
            .filter(line -> line.startsWith("Cpus_allowed_list:"))
            .map(line -> line.substring("Cpus_allowed_list:".length()).strip())
            .findFirst();
    if (list.isEmpty()) {
      return threads;
    }
    long count = 0;
    for (String range : list.get().split(",")) {
      String[] ends = range.split("-", 2);
      count += ends.length == 1 ? 1 : FactDict.number(ends[1]) - FactDict.number(ends[0]) + 1;
    }
    return count;
  }

  private void mounts() {
    Map<String, String[]> sizes = new LinkedHashMap<>();
    for (String line : source.lines("mounts")) {
      String[] fields = line.split("\\|", 7);
      if (fields.length == 7) {
        sizes.put(fields[6], fields);
      }
    }
    Map<String, String> uuids = new LinkedHashMap<>();
    source
        .lines("uuids")
        .forEach(line -> {
          int space = line.indexOf(' ');
          uuids.put(line.substring(space + 1), line.substring(0, Math.max(0, space)));
        });
    ListValue mounts = new ListValue();
    for (String line : source.fileLines("/proc/mounts")) {
      String[] words = line.split(" ");
      if (words.length > 3
          && (words[0].startsWith("/") || words[0].contains(":/"))
          && !words[2].equals("none")) {
        mounts.items().add(mount(words, sizes, uuids));
      }
    }
    facts.put("mounts", mounts);
  }

  private static DictValue mount(
      String[] words, Map<String, String[]> sizes, Map<String, String> uuids) {
    String path = words[1].replace("\\040", " ");
    FactDict mount =
        new FactDict()
            .put("mount", path)
            .put("device", words[0])
            .put("fstype", words[2])
            .put("options", words[3])
            .put("dump", FactDict.number(words.length > 4 ? words[4] : "0"))
            .put("passno", FactDict.number(words.length > 5 ? words[5] : "0"))
            .put("uuid", uuids.getOrDefault(words[0], "N/A"));
    Optional.ofNullable(sizes.get(path)).ifPresent(fields -> sizes(mount, fields));
    return mount.dict();
  }

  private static void sizes(FactDict mount, String[] f) {
    long block = FactDict.number(f[0]);
    long total = FactDict.number(f[1]);
    long available = FactDict.number(f[3]);
    long inodes = FactDict.number(f[4]);
    long freeInodes = FactDict.number(f[5]);
    mount
        .put("size_total", total * block)
        .put("size_available", available * block)
        .put("block_size", block)
        .put("block_total", total)
        .put("block_available", available)
        .put("block_used", total - available)
        .put("inode_total", inodes)
        .put("inode_available", freeInodes)
        .put("inode_used", inodes - freeInodes);
  }

  private void board() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("bios_date", "bios_date");
    names.put("bios_vendor", "bios_vendor");
    names.put("bios_version", "bios_version");
    names.put("board_asset_tag", "board_asset_tag");
    names.put("board_name", "board_name");
    names.put("board_serial", "board_serial");
    names.put("board_vendor", "board_vendor");
    names.put("board_version", "board_version");
    names.put("chassis_asset_tag", "chassis_asset_tag");
    names.put("chassis_serial", "chassis_serial");
    names.put("chassis_vendor", "chassis_vendor");
    names.put("chassis_version", "chassis_version");
    names.put("product_name", "product_name");
    names.put("product_serial", "product_serial");
    names.put("product_uuid", "product_uuid");
    names.put("product_version", "product_version");
    names.put("system_vendor", "sys_vendor");
    names.forEach((fact, file) -> facts.put(fact, dmi(file)));
    facts.put("form_factor", form(dmi("chassis_type")));
  }

  private String dmi(String file) {
    String text = source.file(DMI + file);
    return text.isEmpty() ? "NA" : text;
  }

  private static String form(String number) {
    return switch (number) {
      case "1" -> "Other";
      case "2" -> "Unknown";
      case "3" -> "Desktop";
      case "4" -> "Low Profile Desktop";
      case "7" -> "Tower";
      case "8" -> "Portable";
      case "9" -> "Laptop";
      case "10" -> "Notebook";
      case "17" -> "Main Server Chassis";
      case "23" -> "Rack Mount Chassis";
      case "28" -> "Blade";
      default -> "NA";
    };
  }

  void virtualization() {
    List<String> guest = new ArrayList<>();
    String groups = source.file("/proc/1/cgroup");
    String environment = source.file("/proc/1/environ");
    if (source.there("/.dockerenv") || source.there("/.dockerinit") || groups.contains("/docker")) {
      guest.addAll(List.of("docker", "container"));
    } else if (source.there("/run/.containerenv") || groups.contains("libpod")) {
      guest.addAll(List.of("podman", "container"));
    } else if (environment.contains("container=lxc") || groups.contains("/lxc/")) {
      guest.addAll(List.of("lxc", "container"));
    } else if (environment.contains("container=")) {
      guest.add("container");
    }
    machine().filter(name -> !guest.contains(name)).ifPresent(guest::add);
    boolean host = source.there("/dev/kvm") || source.there("/sys/module/kvm");
    List<String> hosts = host ? List.of("kvm") : List.of();
    facts
        .put("virtualization_tech_guest", guest)
        .put("virtualization_tech_host", hosts)
        .put("virtualization_type", !guest.isEmpty() ? guest.getFirst() : host ? "kvm" : "NA")
        .put("virtualization_role", !guest.isEmpty() ? "guest" : host ? "host" : "NA");
  }

  private Optional<String> machine() {
    if (source.file("/sys/hypervisor/type").equals("xen") || source.there("/proc/xen")) {
      return Optional.of("xen");
    }
    String product = dmi("product_name");
    if (List.of("KVM", "KVM Server", "Standard PC (Q35 + ICH9, 2009)").contains(product)
        || product.startsWith("Standard PC")) {
      return Optional.of("kvm");
    }
    if (product.equals("VirtualBox")) {
      return Optional.of("virtualbox");
    }
    if (product.equals("OpenStack Nova") || product.equals("OpenStack Compute")) {
      return Optional.of("openstack");
    }
    return Optional.ofNullable(VENDORS.get(dmi("sys_vendor")));
  }
}
