package dev.holdfast.resources.node;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Control planes that left within this process. Terraform destroys those of a cluster side by
/// side: they go one after another here, and the last one knows that it is the last.
final class Departures {
  private final Map<String, Set<String>> gone = new ConcurrentHashMap<>();
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  /// Runs a removal, that of a control plane alone among those of its cluster.
  void run(NodeInputs node, Runnable removal) {
    if (!node.controls()) {
      removal.run();
      return;
    }
    ReentrantLock lock = locks.computeIfAbsent(cluster(node), _ -> new ReentrantLock(true));
    lock.lock();
    try {
      removal.run();
      gone.computeIfAbsent(cluster(node), _ -> ConcurrentHashMap.newKeySet()).add(node.name());
    } finally {
      lock.unlock();
    }
  }

  /// A control plane is there again.
  void arrived(NodeInputs node) {
    gone.getOrDefault(cluster(node), Set.of()).stream()
        .filter(node.name()::equals)
        .findFirst()
        .ifPresent(
            name -> gone.computeIfPresent(cluster(node), (_, names) -> without(names, name)));
  }

  private static Set<String> without(Set<String> names, String name) {
    Set<String> left = ConcurrentHashMap.newKeySet();
    left.addAll(names);
    left.remove(name);
    return left;
  }

  /// Whether all control planes but the node itself have left.
  boolean othersGone(NodeInputs node) {
    Set<String> left = gone.getOrDefault(cluster(node), Set.of());
    return node.planes().keySet().stream()
        .allMatch(name -> name.equals(node.name()) || left.contains(name));
  }

  /// Names of clusters may repeat, authorities do not.
  private static String cluster(NodeInputs node) {
    return node.clusterName() + " " + NodeInputs.text(node.object(), "ca_hash").orElse("");
  }
}
