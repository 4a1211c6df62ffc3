package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Nodes: their state, networks and what their QEMU can.
final class NodeCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /nodes", NodeCalls::list),
          entry("GET /nodes/{node}/status", NodeCalls::status),
          entry("GET /nodes/{node}/network", NodeCalls::network),
          entry("GET /nodes/{node}/capabilities/qemu/cpu", NodeCalls::cpuModels),
          entry("GET /nodes/{node}/capabilities/qemu/machines", NodeCalls::machines),
          entry("GET /nodes/{node}/query-url-metadata", NodeCalls::urlMetadata));

  private static final List<String> MODELS =
      List.of(
          "kvm64",
          "qemu64",
          "host",
          "max",
          "x86-64-v2",
          "x86-64-v2-AES",
          "x86-64-v3",
          "x86-64-v4",
          "EPYC",
          "EPYC-Rome",
          "EPYC-Milan",
          "Skylake-Server",
          "Cascadelake-Server",
          "Icelake-Server");

  private static final List<String> MACHINES =
      List.of("10.1", "10.0", "9.2", "9.0", "8.2", "8.1", "7.2");

  private NodeCalls() {}

  private static Object list(Request request) {
    List<Object> list = new ArrayList<>();
    for (Node node : request.world().nodes.values()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("node", node.name());
      line.put("id", "node/" + node.name());
      line.put("type", "node");
      line.put("status", node.isUp() ? "online" : "offline");
      line.put("ssl_fingerprint", node.fingerprint());
      line.put("level", "");
      if (request.rights().has("/nodes/" + node.name(), "Sys.Audit") && node.isUp()) {
        line.put("maxcpu", 16);
        line.put("maxmem", 64 * Sizes.GIB);
        line.put("uptime", 86_400);
      }
      list.add(line);
    }
    return list;
  }

  private static Object status(Request request) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("pveversion", "pve-manager/" + request.world().version + "/0123456789abcdef");
    status.put("uptime", 86_400);
    status.put("kversion", "Linux 6.17.2-1-pve");
    status.put("loadavg", List.of("0.10", "0.20", "0.30"));
    status.put(
        "memory", Map.of("total", 64 * Sizes.GIB, "used", 8 * Sizes.GIB, "free", 56 * Sizes.GIB));
    status.put("cpuinfo", Map.of("cpus", 16, "cores", 8, "sockets", 1, "model", "simulated"));
    status.put(
        "rootfs", Map.of("total", 100 * Sizes.GIB, "used", 10 * Sizes.GIB, "free", 90 * Sizes.GIB));
    return status;
  }

  private static Object network(Request request) {
    Node node = request.world().node(request.node());
    String type = request.text("type").orElse("");
    List<Object> list = new ArrayList<>();
    for (String bridge : node.bridges()) {
      if (List.of("", "bridge", "any_bridge", "any_local_bridge").contains(type)
          && request
              .rights()
              .hasAny("/sdn/zones/localnetwork/" + bridge, List.of("SDN.Audit", "SDN.Use"))) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("iface", bridge);
        line.put("type", "bridge");
        line.put("active", 1);
        line.put("autostart", 1);
        line.put("bridge_ports", "eno" + list.size());
        line.put("method", "manual");
        line.put("priority", list.size() + 3);
        list.add(line);
      }
    }
    return list;
  }

  private static Object cpuModels(Request request) {
    return MODELS.stream()
        .map(name -> Map.of("name", name, "custom", 0, "vendor", "default"))
        .toList();
  }

  private static Object machines(Request request) {
    List<Object> list = new ArrayList<>();
    for (String version : MACHINES) {
      list.add(Map.of("id", "pc-i440fx-" + version, "type", "i440fx", "version", version));
      list.add(Map.of("id", "pc-q35-" + version, "type", "q35", "version", version));
    }
    return list;
  }

  private static Object urlMetadata(Request request) {
    RemoteFile file = RemoteFile.at(request.world(), request.need("url"));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("filename", file.name());
    metadata.put("size", file.size());
    metadata.put("mimetype", "application/octet-stream");
    return metadata;
  }
}
