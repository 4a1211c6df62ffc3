package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Objects and live machines for tests.
final class Machines {

  private Machines() {}

  static final VmId ID = new VmId(101);
  static final Value.Obj BLANK = VmState.blank();

  /// An object from names and values in turn.
  static Value.Obj object(Object... parts) {
    return new Value.Obj(values(parts));
  }

  /// A map of slots from keys and values in turn.
  static Value slots(Object... parts) {
    return new Value.MapOf(values(parts));
  }

  /// A machine's object with these attributes, the rest null.
  static Value.Obj machine(Object... parts) {
    return filled(BLANK, parts);
  }

  /// A group of a machine with these attributes, the rest null.
  static Value.Obj group(String name, Object... parts) {
    return filled(Groups.empty(VmTable.SCHEMA.body(), name), parts);
  }

  private static Value.Obj filled(Value.Obj base, Object... parts) {
    Map<String, Value> all = new LinkedHashMap<>(base.attributes());
    all.putAll(values(parts));
    return new Value.Obj(all);
  }

  private static Map<String, Value> values(Object... parts) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i += 2) {
      values.put((String) parts[i], value(parts[i + 1]));
    }
    return values;
  }

  private static Value value(Object part) {
    return switch (part) {
      case Value value -> value;
      case String text -> Value.of(text);
      case Boolean truth -> Value.of(truth);
      case Integer number -> Value.of(number.longValue());
      default -> throw new IllegalArgumentException(part + " makes no value");
    };
  }

  /// A stopped machine with this configuration, keys and texts in turn.
  static VmLive stopped(String... config) {
    return live(false, Optional.empty(), Set.of(), config);
  }

  static VmLive running(String... config) {
    return live(true, Optional.empty(), Set.of(), config);
  }

  static VmLive live(
      boolean running, Optional<String> pool, Set<String> pending, String... config) {
    return new VmLive(new NodeName("pve1"), ID, config(config), pending, running, pool);
  }

  static VmConfig config(String... config) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < config.length; i += 2) {
      texts.put(config[i], config[i + 1]);
    }
    return new VmConfig(texts, "digest");
  }
}
