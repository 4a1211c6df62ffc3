package dev.holdfast.client.proxmox;

import dev.holdfast.client.text.Percent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads what the API says about VMs.
final class VmReaders {

  static VmConfig config(JsonNode data) {
    Map<String, String> values = new LinkedHashMap<>();
    Json.fields(data)
        .forEach((key, value) -> {
          if (!key.equals("digest") && !value.isBlank()) {
            values.put(key, decoded(key, value));
          }
        });
    return new VmConfig(values, Json.text(data, "digest").orElse(""));
  }

  static PendingChange pending(JsonNode item) {
    String key = Json.text(item, "key").orElse("");
    return new PendingChange(
        key,
        Json.text(item, "value").map(value -> decoded(key, value)),
        Json.text(item, "pending").map(value -> decoded(key, value)),
        Json.number(item, "delete").orElse(0) > 0);
  }

  static Optional<VmStatus> status(JsonNode item) {
    return Json.vmId(item, "vmid").map(id -> status(id, item));
  }

  static VmStatus status(VmId id, JsonNode item) {
    return new VmStatus(
        id,
        Json.text(item, "name").orElse("VM " + id),
        PowerState.parse(Json.text(item, "status").orElse("")),
        Json.text(item, "qmpstatus"),
        Json.text(item, "lock"),
        Json.flag(item, "template"),
        Json.text(item, "tags"),
        Duration.ofSeconds(Json.number(item, "uptime").orElse(0)),
        Json.text(item.path("ha"), "state"));
  }

  static Optional<ClusterVm> clusterVm(JsonNode item) {
    Optional<VmId> id = Json.vmId(item, "vmid");
    Optional<NodeName> node = Json.node(item, "node");
    if (id.isEmpty() || node.isEmpty() || !Json.text(item, "type").equals(Optional.of("qemu"))) {
      return Optional.empty();
    }
    return Optional.of(
        new ClusterVm(
            id.get(),
            node.get(),
            Json.text(item, "name"),
            PowerState.parse(Json.text(item, "status").orElse("")),
            Json.flag(item, "template"),
            Json.text(item, "pool"),
            Json.text(item, "tags"),
            Json.text(item, "lock")));
  }

  static Optional<Snapshot> snapshot(JsonNode item) {
    // The list ends with "current", which is the machine itself.
    return Json.text(item, "name")
        .filter(name -> !name.equals("current"))
        .map(name ->
            new Snapshot(
                name,
                Json.text(item, "description"),
                Json.text(item, "parent"),
                Json.number(item, "snaptime").stream().mapToObj(Instant::ofEpochSecond).findFirst(),
                Json.flag(item, "vmstate")));
  }

  private static String decoded(String key, String value) {
    return key.equals("sshkeys") ? Percent.decode(value) : value;
  }

  private VmReaders() {}
}
