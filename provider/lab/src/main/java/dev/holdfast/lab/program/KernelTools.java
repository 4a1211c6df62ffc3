package dev.holdfast.lab.program;

import dev.holdfast.engine.machine.Ran;
import dev.holdfast.lab.machine.Call;
import dev.holdfast.lab.machine.Ends;
import dev.holdfast.lab.machine.FileView;
import dev.holdfast.lab.machine.Program;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/// Settings and modules of the kernel, and swap; all of it in the files that a kernel has for it.
final class KernelTools {
  private static final List<String> MODULES =
      List.of(
          "br_netfilter",
          "vxlan",
          "wireguard",
          "nf_conntrack",
          "ip_tables",
          "dummy",
          "bonding",
          "8021q",
          "ip_vs",
          "tun",
          "nfs");

  private static final Map<String, List<String>> BROUGHT =
      Map.of(
          "br_netfilter",
          List.of("net/bridge/bridge-nf-call-iptables", "net/bridge/bridge-nf-call-ip6tables"));

  private static final List<String> SETTINGS =
      List.of(
          "net/ipv4/ip_forward",
          "net/ipv6/conf/all/forwarding",
          "vm/overcommit_memory",
          "vm/swappiness",
          "kernel/panic",
          "kernel/panic_on_oops",
          "net/ipv4/conf/all/rp_filter",
          "fs/inotify/max_user_watches",
          "fs/inotify/max_user_instances");

  private KernelTools() {}

  static Map<String, Program> programs() {
    return Map.of(
        "sysctl", KernelTools::sysctl,
        "modprobe", KernelTools::modprobe,
        "swapon", KernelTools::swapon,
        "swapoff", _ -> Ends.ok());
  }

  /// What a booted kernel shows.
  static void boot(FileView files) {
    SETTINGS.forEach(name -> files.put("/proc/sys/" + name, "0\n", 0644));
    files.makeDirectories("/sys/module/overlay");
  }

  private static String path(String name) {
    return "/proc/sys/" + name.replace('.', '/');
  }

  private static Ran sysctl(Call call) {
    boolean lenient = call.has("-e");
    if (call.has("-p")) {
      List<String> paths =
          call.operands().isEmpty() ? List.of("/etc/sysctl.conf") : call.operands();
      return load(call.files(), paths, lenient);
    }
    StringBuilder out = new StringBuilder();
    for (String operand : call.operands()) {
      String name = operand.split("=", 2)[0].strip();
      if (!call.files().exists(path(name))) {
        if (lenient) {
          continue;
        }
        return missing(name);
      }
      if (operand.contains("=")) {
        call.files().write(path(name), operand.split("=", 2)[1].strip() + "\n");
      }
      String value = call.files().text(path(name)).strip();
      out.append(call.has("-n") ? value : name + " = " + value).append('\n');
    }
    return Ends.ok(out.toString());
  }

  private static Ran missing(String name) {
    return Ends.failed(
        255, "sysctl: cannot stat %s: No such file or directory\n".formatted(path(name)));
  }

  private static Ran load(FileView files, List<String> paths, boolean lenient) {
    StringBuilder out = new StringBuilder();
    for (String file : paths) {
      for (String line : files.text(file).lines().toList()) {
        String[] pair = line.split("=", 2);
        if (line.startsWith("#") || pair.length < 2) {
          continue;
        }
        if (!files.exists(path(pair[0].strip()))) {
          if (lenient) {
            continue;
          }
          return missing(pair[0].strip());
        }
        files.write(path(pair[0].strip()), pair[1].strip() + "\n");
        out.append(pair[0].strip()).append(" = ").append(pair[1].strip()).append('\n');
      }
    }
    return Ends.ok(out.toString());
  }

  private static Ran modprobe(Call call) {
    FileView files = call.files();
    String name = call.operands().getFirst().replace('-', '_');
    if (call.has("-r")) {
      if (!call.has("-n") && files.exists("/sys/module/" + name)) {
        files.remove("/sys/module/" + name);
        write(files);
      }
      return Ends.ok();
    }
    boolean builtIn = builtIn(call).contains(name);
    if (!MODULES.contains(name) && !builtIn) {
      return Ends.failed(
          1,
          "modprobe: FATAL: Module %s not found in directory /lib/modules/%s\n"
              .formatted(name, SystemTools.read(call, "/proc/sys/kernel/osrelease")));
    }
    if (!call.has("-n") && !builtIn) {
      files.makeDirectories("/sys/module/" + name);
      BROUGHT
          .getOrDefault(name, List.of())
          .forEach(setting -> files.put("/proc/sys/" + setting, "1\n", 0644));
      write(files);
    }
    return Ends.ok();
  }

  private static List<String> builtIn(Call call) {
    String kernel = SystemTools.read(call, "/proc/sys/kernel/osrelease");
    return call.files()
        .maybe("/lib/modules/" + kernel + "/modules.builtin")
        .map(text -> text.lines().map(line -> line.replaceAll(".*/|\\.ko$", "")).toList())
        .orElse(List.of());
  }

  private static void write(FileView files) {
    String lines =
        files.list("/sys/module").stream()
            .filter(MODULES::contains)
            .map(name -> name + " 32768 0 - Live 0x0000000000000000\n")
            .collect(Collectors.joining());
    files.write("/proc/modules", lines);
  }

  private static Ran swapon(Call call) {
    return call.has("--show=NAME") || call.has("--show")
        ? Ends.ok()
        : Ends.notSimulated(String.join(" ", call.words()));
  }

  /// The question of the module `modprobe`: what is loaded, and whether a name is built in.
  static Ran loaded(Call call) {
    String name = call.arguments().size() > 2 ? call.arguments().get(2) : "";
    String built = builtIn(call).contains(name.replace('-', '_')) ? "BUILTIN\n" : "";
    return Ends.ok(call.files().text("/proc/modules") + built);
  }

  /// The question of our playbooks: which of these are neither loaded nor built in.
  static Ran missingModules(Call call, Matcher text) {
    List<String> built = builtIn(call);
    return Ends.ok(
        Arrays.stream(text.group(1).strip().split("\\s+"))
            .filter(name -> !call.files().exists("/sys/module/" + name) && !built.contains(name))
            .map(name -> name + "\n")
            .collect(Collectors.joining()));
  }
}
