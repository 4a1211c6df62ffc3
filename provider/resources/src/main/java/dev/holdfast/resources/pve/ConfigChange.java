package dev.holdfast.resources.pve;

import dev.holdfast.framework.value.Path;
import dev.holdfast.framework.value.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What has to be written to bring a live configuration to a plan.
///
/// @param set keys and their new texts
/// @param delete keys to remove; never one that is also set
/// @param conflicts attributes that somebody changed since the plan was made
public record ConfigChange(Map<String, String> set, List<String> delete, List<Conflict> conflicts) {

  /// An attribute whose live value is neither the one the plan started from nor the planned one.
  public record Conflict(Path path, Value seen, Value found) {}

  public ConfigChange {
    set = Collections.unmodifiableMap(new TreeMap<>(set));
    delete = delete.stream().distinct().sorted().toList();
    conflicts = List.copyOf(conflicts);
  }

  public boolean isEmpty() {
    return set.isEmpty() && delete.isEmpty();
  }
}
