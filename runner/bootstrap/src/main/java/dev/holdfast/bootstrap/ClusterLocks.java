package dev.holdfast.bootstrap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Keeps those who change the control planes of one cluster apart within this process: etcd takes
/// one learner at a time. Other processes are kept apart by a Lease in the cluster.
public final class ClusterLocks {
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  <T> T alone(String cluster, Supplier<T> work) {
    ReentrantLock lock = locks.computeIfAbsent(cluster, _ -> new ReentrantLock(true));
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeException(NodeException.Kind.STOPPED, "Stopped.");
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
