package dev.holdfast.resources.template;

import dev.holdfast.client.proxmox.NodeName;
import dev.holdfast.client.proxmox.VmConfig;
import dev.holdfast.client.proxmox.VmId;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.TestValues;
import dev.holdfast.resources.vm.VmLive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Planned templates for tests.
final class Templates {

  private Templates() {}

  static final NodeName PVE1 = new NodeName("pve1");
  static final NodeName PVE2 = new NodeName("pve2");
  static final String SUM = "ab".repeat(32);

  private static final Value.Obj BLANK = Values.nullObject(TemplateTable.SCHEMA.body().type());

  /// The smallest template with these attributes besides.
  static Value.Obj planned(Object... more) {
    Map<String, Value> all = new LinkedHashMap<>(BLANK.attributes());
    all.put("name", Value.of("debian"));
    all.put("nodes", new Value.SetOf(List.of(Value.of("pve1"), Value.of("pve2"))));
    all.put("image", image("url", "https://x.example/debian.qcow2", "checksum", "sha256:" + SUM));
    all.put("disk", TestValues.object("storage", "local-lvm"));
    all.putAll(TestValues.object(more).attributes());
    return new Value.Obj(all);
  }

  static Value.Obj image(Object... parts) {
    return TestValues.object(parts);
  }

  static Value.Obj customize(Object... parts) {
    return TestValues.object(parts);
  }

  static Value list(String... texts) {
    return new Value.ListOf(List.of(texts).stream().map(Value::of).toList());
  }

  /// A machine with this configuration, keys and texts in turn.
  static VmLive live(String... config) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < config.length; i += 2) {
      texts.put(config[i], config[i + 1]);
    }
    return new VmLive(
        PVE1, new VmId(100), new VmConfig(texts, "digest"), Set.of(), false, Optional.empty());
  }
}
