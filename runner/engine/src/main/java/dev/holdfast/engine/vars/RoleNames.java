package dev.holdfast.engine.vars;

import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names of a play's roles, as variables show them.
final class RoleNames {
  private RoleNames() {}

  static List<String> listed(Play play) {
    return play.roles().stream().map(Role::qualifiedName).toList();
  }

  static List<String> dependent(Play play) {
    return play.roles().stream()
        .flatMap(role -> role.allDependencies().stream())
        .map(Role::qualifiedName)
        .distinct()
        .toList();
  }

  static List<String> all(Play play) {
    Set<String> names = new LinkedHashSet<>(dependent(play));
    names.addAll(listed(play));
    return List.copyOf(names);
  }
}
