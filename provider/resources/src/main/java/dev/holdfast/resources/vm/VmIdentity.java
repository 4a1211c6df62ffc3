package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.resource.PrivateState;
import dev.holdfast.framework.value.Path;
import dev.holdfast.resources.pve.PropertyKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What tells a machine from a later one with the same id: when it was created, else its SMBIOS
/// uuid.
///
/// Kept in private state as a JSON string.
public record VmIdentity(String text) {

  private static final String KEY = "identity";
  private static final PropertyKey META = PropertyKey.of("meta", "creation-qemu");
  private static final PropertyKey SMBIOS = PropertyKey.of("smbios1", "uuid");

  /// The identity of a live machine; empty for one that carries neither mark.
  static Optional<VmIdentity> of(VmConfig config) {
    return part(config, META, "ctime").or(() -> part(config, SMBIOS, "uuid")).map(VmIdentity::new);
  }

  /// The identity in private state.
  static Optional<VmIdentity> stored(PrivateState state) {
    return stored(state, KEY);
  }

  private static Optional<VmIdentity> stored(PrivateState state, String key) {
    return state
        .get(key)
        .filter(json -> json.length() > 2)
        .map(json -> new VmIdentity(json.substring(1, json.length() - 1)));
  }

  /// Private state with the identity of the machine, where it has one.
  static PrivateState store(PrivateState state, VmConfig config) {
    return store(state, KEY, config);
  }

  /// The same, of one machine among several of a resource.
  public static PrivateState store(PrivateState state, VmLive live) {
    return store(state, key(live.id()), live.config());
  }

  private static PrivateState store(PrivateState state, String key, VmConfig config) {
    return of(config).map(identity -> state.with(key, "\"" + identity.text() + "\"")).orElse(state);
  }

  private static String key(VmId id) {
    return KEY + ":" + id;
  }

  /// Private state without the identity of a machine: its id belongs to another one now.
  public static PrivateState forget(PrivateState state, VmId id) {
    Map<String, String> entries = new TreeMap<>(state.entries());
    entries.remove(key(id));
    return new PrivateState(entries);
  }

  /// Whether the live machine may be the one among several that private state speaks of.
  public static boolean matches(PrivateState state, VmLive live) {
    return matches(stored(state, key(live.id())), live.config());
  }

  /// Whether the live machine may be the one that private state speaks of.
  static boolean matches(PrivateState state, VmConfig config) {
    return matches(stored(state), config);
  }

  private static boolean matches(Optional<VmIdentity> stored, VmConfig config) {
    return stored.isEmpty() || stored.equals(of(config));
  }

  /// Stops what is about to be done to a machine that is not the one in the state.
  static void demand(PrivateState state, VmLive live) {
    if (!matches(state, live.config())) {
      throw Failures.of(
          Path.of("vmid"),
          "Not the machine in the state",
          "Machine "
              + live.id()
              + " was created at another time than the one this resource made: the id was used again. Nothing "
              + "was done to it. Take it out of the state with terraform state rm.");
    }
  }

  private static Optional<String> part(VmConfig config, PropertyKey property, String part) {
    return config
        .value(property.name())
        .map(property::parse)
        .map(parts -> parts.get(part))
        .map(text -> property.name() + "." + part + "=" + text.replaceAll("[^A-Za-z0-9-]", ""));
  }
}
