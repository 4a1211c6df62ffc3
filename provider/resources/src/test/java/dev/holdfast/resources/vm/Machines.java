package dev.holdfast.resources.vm;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.value.Value;
import dev.holdfast.resources.pve.TestValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Objects and live machines for tests.
final class Machines {

  private Machines() {}

  static final VmId ID = new VmId(101);
  static final Value.Obj BLANK = VmState.blank();

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
    all.putAll(TestValues.object(parts).attributes());
    return new Value.Obj(all);
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
