package dev.holdfast.resources.vm;

import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import dev.holdfast.framework.value.Values;
import dev.holdfast.resources.pve.PropertyKey;
import dev.holdfast.resources.pve.PveBinding.Slots;
import dev.holdfast.resources.pve.WireReader;
import dev.holdfast.resources.pve.WireReader.Selection;
import dev.holdfast.resources.tree.Trees;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Builds the object that Terraform stores from what the server shows.
final class VmState {

  private VmState() {}

  /// The object of a live machine.
  ///
  /// @param before what is stored or planned: policies and facts of creation are taken from it
  static Value.Obj of(VmLive live, Value.Obj before, Selection selection) {
    Map<String, String> config = live.plainConfig();
    config.values().removeIf(VmState::isDrive);
    Value.Obj object = WireReader.read(VmTable.TABLE, config, before, selection);
    String power = live.running() ? "running" : "stopped";
    return cloudInit(object, live, selection)
        .with("id", Value.of(live.id().toString()))
        .with("vmid", Value.of(live.id().number()))
        .with("node", Value.of(live.node().text()))
        .with("pool", live.pool().map(Value::of).orElse(Values.NULL))
        .with("power_state", Value.of(power))
        .with("status", Value.of(power))
        .with("pending_changes", texts(live.pending()))
        .with("unmanaged_devices", texts(unmanaged(object, live)));
  }

  private static boolean isDrive(String text) {
    return text.contains("media=cdrom") && VmDisks.isOptical(text);
  }

  private static Value.Obj cloudInit(Value.Obj object, VmLive live, Selection selection) {
    Optional<Value.Obj> group = Values.object(object.get("cloud_init"));
    Optional<String> slot = live.cloudInitSlot();
    if (group.isEmpty() && slot.isEmpty()) {
      return object;
    }
    Value.Obj base = group.orElseGet(() -> Groups.empty(VmTable.SCHEMA.body(), "cloud_init"));
    Value.Obj read = base.with("storage", slot.map(key -> storage(live, key)).orElse(Values.NULL));
    if (selection == Selection.ALL) {
      read = read.with("slot", slot.map(Value::of).orElse(Values.NULL));
    }
    return object.with("cloud_init", read);
  }

  private static Value storage(VmLive live, String slot) {
    String text = live.config().value(slot).orElse("");
    String file = PropertyKey.DISK.parse(text).getOrDefault("file", "");
    return Value.of(file.substring(0, Math.max(0, file.indexOf(':'))));
  }

  private static Set<String> unmanaged(Value.Obj object, VmLive live) {
    Map<Slots, Set<String>> managed = new LinkedHashMap<>();
    managed.put(DiskTable.SLOTS, Trees.elements(Trees.at(object, Path.of("disks"))).keySet());
    managed.put(NetworkTable.SLOTS, Trees.elements(Trees.at(object, Path.of("network"))).keySet());
    Optional<String> cloudInit = live.cloudInitSlot();
    Set<String> others = new TreeSet<>();
    for (String key : live.config().values().keySet()) {
      managed.forEach((slots, names) -> {
        if (slots.owner(key).isPresent()
            && !names.contains(key)
            && cloudInit.filter(key::equals).isEmpty()) {
          others.add(key);
        }
      });
    }
    return others;
  }

  private static Value texts(Set<String> words) {
    return new Value.SetOf(new TreeSet<>(words).stream().map(Value::of).toList());
  }

  /// What an import starts from: nothing known but the schema.
  static Value.Obj blank() {
    return Groups.nulls(VmTable.SCHEMA.body());
  }
}
