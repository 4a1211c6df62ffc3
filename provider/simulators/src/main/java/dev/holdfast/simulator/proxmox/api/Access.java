package dev.holdfast.simulator.proxmox.api;

import java.util.List;

/// Who may make a call.
public sealed interface Access {

  /// Anybody, without credentials.
  record Anybody() implements Access {}

  /// Every known user; the call itself decides further.
  record Users() implements Access {}

  /// All of several rules.
  ///
  /// @param rules each rule is met when one of its alternatives is
  record Rules(List<List<Privileges>> rules) implements Access {
    /// Copies the lists.
    public Rules {
      rules = rules.stream().map(List::copyOf).toList();
    }

    /// Whether this is one rule without alternatives: only then the server names what is missing.
    public boolean isPlain() {
      return rules.size() == 1 && rules.getFirst().size() == 1;
    }
  }

  /// Privileges on a path.
  ///
  /// @param any whether one of them is enough
  /// @param names the privileges
  /// @param path the path, with `{name}` for parameters
  record Privileges(boolean any, List<String> names, String path) {
    /// Copies the list.
    public Privileges {
      names = List.copyOf(names);
    }
  }
}
