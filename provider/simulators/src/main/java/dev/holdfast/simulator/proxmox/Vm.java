package dev.holdfast.simulator.proxmox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A virtual machine: its configuration file with pending part and snapshots, and how it runs.
final class Vm {

  /// A snapshot: the configuration of then, and what it hangs from.
  record Snapshot(
      NavigableMap<String, String> config,
      String description,
      Optional<String> parent,
      Instant taken) {}

  /// What a lagging listing will show from a moment on.
  private record Shown(Instant since, String name, String status) {}

  private final int id;
  private final Instant created;
  private final NavigableMap<String, String> config = new TreeMap<>();
  private final NavigableMap<String, String> pending = new TreeMap<>();
  private final NavigableMap<String, Boolean> pendingDeletes = new TreeMap<>();
  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();
  private final List<Shown> shown = new ArrayList<>();
  private final NavigableMap<String, String> firewall = new TreeMap<>();
  private final List<NavigableMap<String, String>> firewallRules = new ArrayList<>();
  private final NavigableMap<String, String> cloudInitDone = new TreeMap<>();
  private final AgentCalls.Memory agentMemory = new AgentCalls.Memory();
  private String node;
  private Guest guest;
  private Power power = new Power.Off();

  /// Whether it runs, and since when.
  sealed interface Power {
    record Off() implements Power {}

    record On(Instant since, boolean paused) implements Power {}
  }

  Vm(int id, String node, Guest guest, Instant created) {
    this.id = id;
    this.node = node;
    this.guest = guest;
    this.created = created;
  }

  AgentCalls.Memory agentMemory() {
    return agentMemory;
  }

  int id() {
    return id;
  }

  String node() {
    return node;
  }

  void moveTo(String other) {
    node = other;
  }

  Instant created() {
    return created;
  }

  Guest guest() {
    return guest;
  }

  void guest(Guest other) {
    guest = other;
  }

  /// What is in effect.
  NavigableMap<String, String> config() {
    return config;
  }

  /// What waits for the machine to stop.
  NavigableMap<String, String> pending() {
    return pending;
  }

  /// The keys that are deleted when the machine stops; the value says whether volumes go with them.
  NavigableMap<String, Boolean> pendingDeletes() {
    return pendingDeletes;
  }

  Map<String, Snapshot> snapshots() {
    return snapshots;
  }

  /// The settings of its firewall.
  NavigableMap<String, String> firewall() {
    return firewall;
  }

  /// The rules of its firewall, the first to match first.
  List<NavigableMap<String, String>> firewallRules() {
    return firewallRules;
  }

  /// The cloud-init options as they were when the drive was last written.
  NavigableMap<String, String> cloudInitDone() {
    return cloudInitDone;
  }

  Power power() {
    return power;
  }

  boolean isRunning() {
    return power instanceof Power.On;
  }

  void power(Power other, Instant now) {
    power = other;
    show(now);
  }

  String status() {
    return isRunning() ? "running" : "stopped";
  }

  String name() {
    return config.getOrDefault("name", "VM " + id);
  }

  boolean isTemplate() {
    return "1".equals(config.get("template"));
  }

  Optional<String> lock() {
    return Optional.ofNullable(config.get("lock"));
  }

  /// The configuration with what is pending merged in.
  NavigableMap<String, String> merged() {
    NavigableMap<String, String> merged = new TreeMap<>(config);
    pendingDeletes.keySet().forEach(merged::remove);
    merged.putAll(pending);
    return merged;
  }

  void checkLock() {
    lock()
        .ifPresent(lock -> {
          throw Stop.error("VM is locked (" + lock + ")");
        });
  }

  void checkProtection(String what) {
    if ("1".equals(config.get("protection"))) {
      throw Stop.error(what + " - protection mode enabled");
    }
  }

  /// SHA-1 over the file, snapshots and pending part included.
  String digest() {
    StringBuilder file = new StringBuilder();
    config.forEach((k, v) -> file.append(k).append(": ").append(v).append('\n'));
    file.append("[PENDING]\n").append(pending).append(pendingDeletes.keySet());
    snapshots.forEach((name, s) ->
        file.append('[').append(name).append("]\n").append(s.description).append(s.config));
    return sha1(file.toString());
  }

  static String sha1(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Notes name and status for the listing, which shows them later.
  void show(Instant now) {
    shown.add(new Shown(now, name(), status()));
  }

  /// Name and status as the lagging listing shows them, or nothing for a very new machine.
  Optional<Map.Entry<String, String>> listed(Instant now, TaskTimes times) {
    if (now.isBefore(created.plus(times.createLag()))) {
      return Optional.empty();
    }
    Instant limit = now.minus(times.statusLag());
    Shown last = new Shown(created, name(), status());
    for (Shown entry : shown) {
      boolean early = !entry.since.isAfter(created.plus(times.createLag()));
      if (early || !entry.since.isAfter(limit)) {
        last = entry;
      }
    }
    return Optional.of(Map.entry(last.name, last.status));
  }
}
