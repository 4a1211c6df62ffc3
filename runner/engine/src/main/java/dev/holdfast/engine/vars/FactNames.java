package dev.holdfast.engine.vars;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import java.util.List;
import java.util.Set;

/// How facts show: as members of `ansible_facts` without their prefix, and as variables of their
/// own, as far as they must not steer the connection.
///
/// Source: `ansible/vars/clean.py`.
final class FactNames {
  private static final String PREFIX = "ansible_";
  private static final Set<String> CONNECTION =
      Set.of(
          "ansible_connection",
          "ansible_module_compression",
          "ansible_shell_type",
          "ansible_shell_executable",
          "ansible_host",
          "ansible_user",
          "ansible_password",
          "ansible_port",
          "ansible_pipelining",
          "ansible_timeout",
          "ansible_private_key_file",
          "ansible_network_os",
          "ansible_connection_user",
          "ansible_sftp_extra_args",
          "ansible_scp_extra_args",
          "ansible_docker_extra_args",
          "ansible_become",
          "ansible_rsync_path",
          "ansible_playbook_python",
          "ansible_facts");

  /// What the variables of connections begin with.
  private static final List<String> PLUGINS =
      List.of(
          "ansible_ssh_",
          "ansible_local_",
          "ansible_paramiko_ssh_",
          "ansible_psrp_",
          "ansible_winrm_");

  private FactNames() {}

  /// The members of `ansible_facts`.
  static DictValue namespace(DictValue facts) {
    DictValue members = new DictValue();
    facts
        .entries()
        .forEach((key, value) -> {
          String name = Text.str(key);
          boolean prefixed = name.startsWith(PREFIX) && !name.equals("ansible_local");
          members.put(prefixed ? name.substring(PREFIX.length()) : name, value);
        });
    return members;
  }

  /// The facts that become variables.
  static DictValue injected(DictValue facts) {
    DictValue members = new DictValue();
    facts
        .entries()
        .forEach((key, value) -> {
          String name = Text.str(key);
          if (!restricted(name)) {
            members.put(name, value);
          }
        });
    return members;
  }

  private static boolean restricted(String name) {
    if (name.startsWith("_ansible_")) {
      return true;
    }
    if (name.startsWith("ansible_ssh_host_key_")) {
      return false;
    }
    boolean bridge = name.endsWith("_bridge") || name.endsWith("_gwbridge");
    return CONNECTION.contains(name)
        || (PLUGINS.stream().anyMatch(name::startsWith) && !bridge)
        || name.startsWith("ansible_become_")
        || (name.startsWith(PREFIX) && name.endsWith("_interpreter"))
        || name.equals("add_host")
        || name.equals("add_group");
  }
}
