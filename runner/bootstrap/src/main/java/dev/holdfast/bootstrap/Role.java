package dev.holdfast.bootstrap;

import java.util.Optional;

/// What a node is in its cluster, by the name of its group in the playbooks.
public enum Role {
  CONTROL_PLANE("control_plane"),
  WORKER("worker");

  private final String group;

  Role(String group) {
    this.group = group;
  }

  public String group() {
    return group;
  }

  public static Optional<Role> of(String group) {
    for (Role role : values()) {
      if (role.group.equals(group)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
