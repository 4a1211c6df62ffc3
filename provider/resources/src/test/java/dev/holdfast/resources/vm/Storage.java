package dev.holdfast.resources.vm;

import dev.holdfast.resources.pve.ConfigChange;
import dev.holdfast.resources.pve.PropertyKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Keeps keys and texts as a server does: blank texts stay behind emptied keys, and new disks
/// become volumes.
final class Storage {

  private final Map<String, String> keys = new TreeMap<>();
  private int volumes;

  Map<String, String> keys() {
    return keys;
  }

  void write(Map<String, String> parameters) {
    parameters.forEach((key, text) -> keys.put(key, text.isEmpty() ? " " : stored(key, text)));
  }

  void write(ConfigChange change) {
    write(change.set());
    change.delete().forEach(keys::remove);
  }

  private String stored(String key, String text) {
    return DiskTable.SLOTS.owner(key).isPresent() ? disk(text) : text;
  }

  private String disk(String text) {
    Map<String, String> parts = new LinkedHashMap<>(PropertyKey.DISK.parse(text));
    String[] file = parts.getOrDefault("file", "").split(":", 2);
    if (file[1].matches("[0-9.]+")) {
      parts.put("file", file[0] + ":vm-101-disk-" + volumes++);
      parts.put("size", file[1] + "G");
    }
    return PropertyKey.DISK.print(parts);
  }
}
