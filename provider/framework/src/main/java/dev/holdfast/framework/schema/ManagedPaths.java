package dev.holdfast.framework.schema;

import dev.holdfast.framework.value.Path;
import java.util.Set;

/// The paths that the configuration set at the last apply, as far as their attributes are
/// [Presence#MANAGED] or lie in a map of devices. Kept in private state.
public record ManagedPaths(Set<String> paths) {

  public static final ManagedPaths NONE = new ManagedPaths(Set.of());

  public ManagedPaths {
    paths = Set.copyOf(paths);
  }

  public boolean contains(Path path) {
    return paths.contains(path.toString());
  }
}
