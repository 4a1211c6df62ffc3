package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Pacer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One list of running tasks per node for all who wait there, instead of a call for each.
///
/// It only ever tells that a task still runs. A task that is not on the list may have ended, or may
/// not be shown to this user: then the waiter asks for it by name.
final class ActiveTasks {
  private static final Duration FRESH = Duration.ofMillis(400);

  private record Seen(Instant at, Set<Upid> running) {}

  private static final class Watch {
    final AtomicInteger waiters = new AtomicInteger();
    final ReentrantLock lock = new ReentrantLock();
    Seen seen = new Seen(Instant.EPOCH, Set.of());
  }

  private final Function<NodeName, List<TaskSummary>> list;
  private final Pacer pacer;
  private final Map<NodeName, Watch> watches = new ConcurrentHashMap<>();

  ActiveTasks(Function<NodeName, List<TaskSummary>> list, Pacer pacer) {
    this.list = list;
    this.pacer = pacer;
  }

  /// Counts a waiter in, and out when closed.
  Waiting waiting(NodeName node) {
    Watch watch = watch(node);
    watch.waiters.incrementAndGet();
    return watch.waiters::decrementAndGet;
  }

  boolean running(Upid upid) {
    Watch watch = watch(upid.node());
    if (watch.waiters.get() < 2) {
      return false;
    }
    watch.lock.lock();
    try {
      if (watch.seen.at().plus(FRESH).isBefore(pacer.now())) {
        watch.seen = new Seen(pacer.now(), load(upid.node()));
      }
      return watch.seen.running().contains(upid);
    } finally {
      watch.lock.unlock();
    }
  }

  private Set<Upid> load(NodeName node) {
    return list.apply(node).stream()
        .filter(task -> task.status() instanceof TaskStatus.Running)
        .map(TaskSummary::upid)
        .collect(Collectors.toSet());
  }

  private Watch watch(NodeName node) {
    return watches.computeIfAbsent(node, _ -> new Watch());
  }

  /// A waiter counted in.
  interface Waiting extends AutoCloseable {
    @Override
    void close();
  }
}
