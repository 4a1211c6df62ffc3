package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.client.proxmox.VmId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A machine as the server shows it.
///
/// @param config the configuration with pending changes merged in
/// @param pending keys whose new value waits for a restart
public record VmLive(
    NodeName node,
    VmId id,
    VmConfig config,
    Set<String> pending,
    boolean running,
    Optional<String> pool) {

  public VmLive {
    pending = Set.copyOf(pending);
  }

  /// The configuration as the user means it: without our mark.
  public Map<String, String> plainConfig() {
    Map<String, String> plain = new LinkedHashMap<>(config.values());
    plain.computeIfPresent("description", (_, text) -> VmMark.off(text));
    return plain;
  }

  public Optional<VmMark> mark() {
    return config.value("description").flatMap(VmMark::in);
  }

  /// The slot of the cloud-init drive.
  Optional<String> cloudInitSlot() {
    return config.values().entrySet().stream()
        .filter(entry -> DiskTable.SLOTS.owner(entry.getKey()).isPresent())
        .filter(entry -> VmDisks.isCloudInit(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
