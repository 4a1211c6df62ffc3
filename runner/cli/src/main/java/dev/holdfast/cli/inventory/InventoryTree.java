package dev.holdfast.cli.inventory;

import dev.holdfast.engine.inventory.Group;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.inventory.Inventory;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Truth;
import dev.holdfast.language.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All groups and hosts as one value, in the form of inventory scripts or of YAML inventories.
///
/// @param groupVars whether the variables of groups are shown where they are set
record InventoryTree(Inventory inventory, InventoryVariables variables, boolean groupVars) {
  private static final String ALL = "all";

  /// As an inventory script prints it.
  DictValue script(Group top) {
    DictValue groups = new DictValue();
    script(top, groups, new HashSet<>());
    DictValue hostvars = new DictValue();
    for (Host host : inventory.select(List.of(ALL))) {
      DictValue vars = variables.of(host);
      if (!vars.isEmpty()) {
        hostvars.put(host.name(), vars);
      }
    }
    DictValue meta = new DictValue();
    meta.put("hostvars", hostvars);
    groups.put("_meta", meta);
    return groups;
  }

  private void script(Group group, DictValue groups, Set<String> seen) {
    DictValue about = new DictValue();
    if (!group.name().equals(ALL)) {
      about.put("hosts", names(group.ownHosts().stream().map(Host::name).toList()));
    }
    about.put("children", names(group.children().stream().map(Group::name).toList()));
    for (Group child : group.children()) {
      if (seen.add(child.name())) {
        script(child, groups, seen);
      }
    }
    if (groupVars) {
      about.put("vars", variables.of(group));
    }
    about.entries().values().removeIf(value -> !Truth.of(value));
    if (!about.isEmpty()) {
      groups.put(group.name(), about);
    }
  }

  private static Value names(List<String> names) {
    return new ListValue(names.stream().map(Str::of).toList());
  }

  /// As a YAML inventory.
  DictValue nested(Group top) {
    DictValue tree = new DictValue();
    tree.put(top.name(), nested(top, new HashSet<>()));
    return tree;
  }

  private DictValue nested(Group group, Set<String> seen) {
    DictValue about = new DictValue();
    DictValue children = new DictValue();
    for (Group child : group.children()) {
      children.put(child.name(), nested(child, seen));
    }
    about.put("children", children);
    DictValue hosts = new DictValue();
    if (!group.name().equals(ALL)) {
      for (Host host : group.ownHosts()) {
        hosts.put(host.name(), seen.add(host.name()) ? variables.of(host) : new DictValue());
      }
    }
    about.put("hosts", hosts);
    if (groupVars) {
      about.put("vars", variables.of(group));
    }
    about.entries().values().removeIf(value -> !Truth.of(value));
    return about;
  }
}
