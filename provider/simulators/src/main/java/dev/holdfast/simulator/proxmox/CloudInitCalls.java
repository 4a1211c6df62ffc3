package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The generated cloud-init drive.
final class CloudInitCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /nodes/{node}/qemu/{vmid}/cloudinit", CloudInitCalls::pending),
          entry("PUT /nodes/{node}/qemu/{vmid}/cloudinit", CloudInitCalls::write),
          entry("GET /nodes/{node}/qemu/{vmid}/cloudinit/dump", CloudInitCalls::dump));

  private static final Set<String> KEYS =
      Set.of(
          "cicustom",
          "cipassword",
          "citype",
          "ciupgrade",
          "ciuser",
          "nameserver",
          "searchdomain",
          "sshkeys",
          "name");

  private CloudInitCalls() {}

  private static boolean isCloudInit(String key) {
    return KEYS.contains(key) || Slots.isOf("ipconfig", key) || Slots.isNet(key);
  }

  /// Writes the drive anew: from now on it holds what the configuration says.
  static void regenerate(Vm vm) {
    vm.cloudInitDone().clear();
    vm.config()
        .forEach((key, value) -> {
          if (isCloudInit(key)) {
            vm.cloudInitDone().put(key, value);
          }
        });
  }

  private static Object pending(Request request) {
    Vm vm = request.vm();
    World world = request.world();
    Set<String> keys = new TreeSet<>(vm.config().keySet());
    keys.addAll(vm.cloudInitDone().keySet());
    keys.removeIf(key -> !isCloudInit(key));
    List<Object> list = new ArrayList<>();
    for (String key : keys) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("key", key);
      Optional<String> done = Optional.ofNullable(vm.cloudInitDone().get(key));
      Optional<String> now = Optional.ofNullable(vm.config().get(key));
      done.ifPresent(v -> line.put("old", OptionValues.shown(world, key, v, true)));
      now.ifPresent(v ->
          line.put(
              v.equals(done.orElse(v)) ? "value" : "new", OptionValues.shown(world, key, v, true)));
      if (now.isEmpty()) {
        line.put("delete", 1);
      }
      list.add(line);
    }
    return list;
  }

  private static Object write(Request request) {
    World world = request.world();
    Vm vm = request.vm();
    world.locks.demand(FileLocks.config(vm.id()), FileLocks.CONFIG);
    vm.checkLock();
    regenerate(vm);
    return Request.NOTHING;
  }

  private static Object dump(Request request) {
    Vm vm = request.vm();
    Map<String, String> config = vm.merged();
    return switch (request.need("type")) {
      case "user" -> user(vm, config);
      case "network" -> network(config);
      default -> "instance-id: " + Vm.sha1(user(vm, config) + network(config)) + "\n";
    };
  }

  private static String user(Vm vm, Map<String, String> config) {
    StringBuilder text = new StringBuilder("#cloud-config\nhostname: " + vm.name() + "\n");
    text.append("manage_etc_hosts: true\n");
    Optional.ofNullable(config.get("ciuser")).ifPresent(u -> text.append("user: " + u + "\n"));
    Optional.ofNullable(config.get("sshkeys"))
        .ifPresent(keys -> {
          text.append("ssh_authorized_keys:\n");
          OptionValues.decoded(keys)
              .lines()
              .filter(l -> !l.isBlank())
              .forEach(l -> text.append("  - " + l + "\n"));
        });
    String upgrade = config.getOrDefault("ciupgrade", "1");
    return text.append("package_upgrade: " + upgrade.equals("1") + "\n").toString();
  }

  private static String network(Map<String, String> config) {
    StringBuilder text = new StringBuilder("version: 1\nconfig:\n");
    config.forEach((key, value) -> {
      if (Slots.isOf("ipconfig", key)) {
        text.append("    - type: physical\n      name: eth")
            .append(Slots.number(key))
            .append("\n      # ")
            .append(value)
            .append('\n');
      }
    });
    return text.toString();
  }
}
