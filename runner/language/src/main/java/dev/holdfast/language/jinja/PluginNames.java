package dev.holdfast.language.jinja;

import java.util.List;

/// The names under which a plugin or module of Ansible itself can be called.
public final class PluginNames {
  private static final List<String> PREFIXES = List.of("ansible.builtin.", "ansible.legacy.");

  private PluginNames() {}

  /// The short name: `ansible.builtin.copy` and `ansible.legacy.copy` are `copy`; names of other
  /// collections stay whole.
  public static String bare(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }

  /// The long name of a short one.
  public static String full(String bare) {
    return "ansible.builtin." + bare;
  }

  /// The short name with both long ones.
  public static List<String> all(String bare) {
    return List.of(bare, full(bare), "ansible.legacy." + bare);
  }
}
