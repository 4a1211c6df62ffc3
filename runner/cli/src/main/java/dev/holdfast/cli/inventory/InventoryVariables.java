package dev.holdfast.cli.inventory;

import dev.holdfast.engine.inventory.Group;
import dev.holdfast.engine.inventory.Host;
import dev.holdfast.engine.vars.Scopes;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The variables of hosts and groups, without those that every run has by itself.
///
/// @param own whether only what is set for the host itself is wanted, as `--export` does
/// @param folders those whose variable files were asked for
record InventoryVariables(Scopes scopes, Path basedir, List<Path> folders, boolean own) {
  private static final Set<String> INTERNAL =
      Set.of(
          "ansible_diff_mode",
          "ansible_check_mode",
          "ansible_config_file",
          "ansible_facts",
          "ansible_forks",
          "ansible_inventory_sources",
          "ansible_limit",
          "ansible_local",
          "ansible_playbook_python",
          "ansible_run_tags",
          "ansible_skip_tags",
          "ansible_verbosity",
          "ansible_version",
          "environment",
          "inventory_dir",
          "inventory_file",
          "inventory_hostname",
          "inventory_hostname_short",
          "groups",
          "group_names",
          "hostvars",
          "omit",
          "playbook_dir",
          "vars");

  DictValue of(Host host) {
    return visible(own ? scopes.own(host, folders) : scopes.ofHost(host, basedir).all());
  }

  DictValue of(Group group) {
    DictValue vars = scopes.own(group, folders);
    if (group.priority() != 1) {
      vars.put("ansible_group_priority", Int.of(group.priority()));
    }
    return visible(vars);
  }

  private static DictValue visible(DictValue vars) {
    vars.entries().keySet().removeIf(name -> INTERNAL.contains(Text.str(name)));
    return vars;
  }
}
