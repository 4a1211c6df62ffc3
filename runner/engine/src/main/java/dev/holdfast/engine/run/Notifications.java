package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Task;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/// Which hosts wait for which handlers.
final class Notifications {
  private final IdentityHashMap<Task, Set<String>> waiting = new IdentityHashMap<>();

  /// Notes that the host wants the handler; false when it did already.
  boolean add(Task handler, String host) {
    return waiting.computeIfAbsent(handler, _ -> new LinkedHashSet<>()).add(host);
  }

  boolean wants(Task handler, String host) {
    Set<String> hosts = waiting.get(handler);
    return hosts != null && hosts.contains(host);
  }

  void ran(Task handler, String host) {
    Set<String> hosts = waiting.get(handler);
    if (hosts != null) {
      hosts.remove(host);
    }
  }
}
