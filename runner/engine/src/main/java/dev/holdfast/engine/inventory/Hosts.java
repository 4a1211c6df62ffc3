package dev.holdfast.engine.inventory;

import dev.holdfast.language.value.DictValue;
import java.util.List;

/// Where the hosts of a run come from.
///
/// @param sources as `-i` gives them
/// @param made hosts that the caller names itself
public record Hosts(List<String> sources, List<Made> made) {
  public Hosts {
    sources = List.copyOf(sources);
    made = List.copyOf(made);
  }

  /// A host with its groups, which need not exist, and its variables.
  public record Made(String name, List<String> groups, DictValue vars) {
    public Made {
      groups = List.copyOf(groups);
    }
  }

  /// Those of an inventory alone.
  public static Hosts of(List<String> sources) {
    return new Hosts(sources, List.of());
  }
}
