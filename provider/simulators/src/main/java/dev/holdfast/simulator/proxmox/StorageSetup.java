package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.proxmox.api.Format;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Making a storage known to the cluster.
final class StorageSetup {

  static final Map<String, Request.Handler> HANDLERS =
      Map.of("POST /storage", StorageSetup::create);

  private static final Set<String> KEPT = Set.of("storage", "type", "content", "nodes", "shared");

  private StorageSetup() {}

  private static Object create(Request request) {
    World world = request.world();
    String name = request.need("storage");
    if (world.storages.containsKey(name)) {
      throw Stop.error("create storage failed: storage ID '" + name + "' already defined");
    }
    StorageOptions.Type type = type(request.need("type"));
    Map<String, String> settings = settings(request, required(type));
    world.demandQuorum();
    world.storages.put(name, new Storage(options(request, name, type), settings));
    return Map.of("storage", name, "type", type.wire());
  }

  private static StorageOptions.Type type(String wire) {
    return Arrays.stream(StorageOptions.Type.values())
        .filter(t -> t.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> Stop.error("the simulator has no storages of type '" + wire + "'"));
  }

  private static List<String> required(StorageOptions.Type type) {
    return switch (type) {
      case DIR -> List.of("path");
      case NFS -> List.of("server", "export");
      case LVM -> List.of("vgname");
      case LVMTHIN -> List.of("vgname", "thinpool");
      case ZFSPOOL -> List.of("pool");
    };
  }

  private static Map<String, String> settings(Request request, List<String> required) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String key : required) {
      settings.put(
          key,
          request
              .text(key)
              .orElseThrow(() ->
                  Stop.error(
                      "create storage failed: missing value for required option '" + key + "'")));
    }
    request.values().keySet().stream()
        .filter(key -> !KEPT.contains(key) && !required.contains(key))
        .findFirst()
        .ifPresent(key -> {
          throw Stop.error("the simulator keeps no '" + key + "' of such a storage");
        });
    return settings;
  }

  private static StorageOptions options(Request request, String name, StorageOptions.Type type) {
    Set<String> content =
        request
            .text("content")
            .map(text -> Set.copyOf(Format.split(text)))
            .orElse(type.onFiles() ? Set.of("images") : Set.of("images", "rootdir"));
    Set<String> nodes =
        request.text("nodes").map(text -> Set.copyOf(Format.split(text))).orElse(Set.of());
    boolean shared = type == StorageOptions.Type.NFS || request.flag("shared");
    return new StorageOptions(name, type, shared, content, nodes, StorageOptions.TERABYTE);
  }
}
