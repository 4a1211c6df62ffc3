package dev.holdfast.resources.vm;

import dev.holdfast.framework.schema.PlanContext;
import dev.holdfast.resources.pve.Touched;
import java.util.Set;

/// Which changes of a running machine may have to wait for a restart.
final class Pendings {

  private Pendings() {}

  /// Keys that take effect at once on any machine.
  private static final Set<String> AT_ONCE =
      Set.of("name", "description", "tags", "onboot", "protection");

  /// Whether the configuration touches anything that could become pending.
  static boolean expected(PlanContext context) {
    return Touched.keys(VmTable.TABLE, context).stream().anyMatch(key -> !AT_ONCE.contains(key));
  }
}
