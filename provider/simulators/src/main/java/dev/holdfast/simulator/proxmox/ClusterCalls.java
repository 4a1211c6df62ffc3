package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The version, the cluster's state, and the lagging list of everything in it.
final class ClusterCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /version", ClusterCalls::version),
          entry("GET /cluster/resources", ClusterCalls::resources),
          entry("GET /cluster/nextid", ClusterCalls::nextId),
          entry("GET /cluster/status", ClusterCalls::status));

  private ClusterCalls() {}

  private static Object version(Request request) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("version", request.world().version.toString());
    version.put("release", request.world().version.release());
    version.put("repoid", "0123456789abcdef");
    return version;
  }

  private static Object nextId(Request request) {
    World world = request.world();
    Optional<String> wanted = request.text("vmid");
    if (wanted.isPresent()) {
      if (world.vms.containsKey(Integer.parseInt(wanted.get()))) {
        throw Stop.parameter("vmid", "VM " + wanted.get() + " already exists");
      }
      return wanted.get();
    }
    int id = 100;
    while (world.vms.containsKey(id)) {
      id++;
    }
    return "" + id;
  }

  private static Object status(Request request) {
    World world = request.world();
    List<Object> status = new ArrayList<>();
    Map<String, Object> cluster = new LinkedHashMap<>();
    cluster.put("type", "cluster");
    cluster.put("id", "cluster");
    cluster.put("name", "simulated");
    cluster.put("nodes", world.nodes.size());
    cluster.put("quorate", world.isQuorate() ? 1 : 0);
    cluster.put("version", 1);
    status.add(cluster);
    int number = 0;
    for (Node node : world.nodes.values()) {
      number++;
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("type", "node");
      line.put("id", "node/" + node.name());
      line.put("name", node.name());
      line.put("nodeid", number);
      line.put("ip", "127.0.0.1");
      line.put("level", "");
      line.put("local", number == 1 ? 1 : 0);
      line.put("online", node.isUp() ? 1 : 0);
      status.add(line);
    }
    return status;
  }

  private static Object resources(Request request) {
    World world = request.world();
    String type = request.text("type").orElse("");
    List<Object> list = new ArrayList<>();
    if (type.isEmpty() || type.equals("vm")) {
      world.vms.values().stream()
          .filter(vm -> request.rights().has("/vms/" + vm.id(), "VM.Audit"))
          .forEach(vm -> list.add(machine(world, vm)));
    }
    if (type.isEmpty() || type.equals("node")) {
      world.nodes.values().stream()
          .filter(n -> request.rights().has("/nodes/" + n.name(), "Sys.Audit"))
          .forEach(n -> list.add(node(n)));
    }
    if (type.isEmpty() || type.equals("storage")) {
      storages(request, list);
    }
    if (type.isEmpty()) {
      world.pools.keySet().stream()
          .filter(p -> request.rights().has("/pool/" + p, "Pool.Audit"))
          .forEach(p -> list.add(Map.of("id", "/pool/" + p, "type", "pool", "pool", p)));
    }
    return list;
  }

  /// A machine as the listing shows it: existence at once, status and name later.
  static Map<String, Object> machine(World world, Vm vm) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", "qemu/" + vm.id());
    line.put("type", "qemu");
    line.put("vmid", vm.id());
    line.put("node", vm.node());
    Optional<Map.Entry<String, String>> listed = vm.listed(world.now(), world.times);
    boolean reachable = world.node(vm.node()).isUp();
    line.put("status", reachable ? listed.map(Map.Entry::getValue).orElse("unknown") : "unknown");
    listed.ifPresent(entry -> {
      line.put("name", entry.getKey());
      line.put("maxcpu", VmCalls.cpus(vm));
      line.put("maxmem", VmCalls.memory(vm) * Sizes.MIB);
      line.put("maxdisk", VmCalls.bootDiskSize(world, vm));
      line.put("uptime", VmCalls.uptime(world, vm));
      line.put("cpu", 0.0);
      line.put("mem", 0);
      line.put("disk", 0);
    });
    line.put("template", vm.isTemplate() ? 1 : 0);
    world.poolOf(vm.id()).ifPresent(pool -> line.put("pool", pool));
    vm.lock().ifPresent(lock -> line.put("lock", lock));
    Optional.ofNullable(vm.config().get("tags")).ifPresent(tags -> line.put("tags", tags));
    if (world.ha.containsKey("vm:" + vm.id())) {
      line.put("hastate", "started");
    }
    return line;
  }

  private static Map<String, Object> node(Node node) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", "node/" + node.name());
    line.put("type", "node");
    line.put("node", node.name());
    line.put("status", node.isUp() ? "online" : "offline");
    line.put("level", "");
    return line;
  }

  private static void storages(Request request, List<Object> list) {
    World world = request.world();
    for (Node node : world.nodes.values()) {
      for (Storage storage : world.storages.values()) {
        if (storage.isOn(node.name()) && StorageCalls.visible(request, storage.name())) {
          Map<String, Object> line = new LinkedHashMap<>();
          line.put("id", "storage/" + node.name() + "/" + storage.name());
          line.put("type", "storage");
          line.put("node", node.name());
          line.put("storage", storage.name());
          line.put("status", node.isUp() ? "available" : "unknown");
          line.put("shared", storage.options().shared() ? 1 : 0);
          line.put("plugintype", storage.options().type().wire());
          line.put("content", StorageCalls.contents(world, storage));
          list.add(line);
        }
      }
    }
  }
}
