package dev.holdfast.client.proxmox;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Lets a bounded number of calls through to each node.
///
/// A stop signal ends the calls in flight, and with them the wait of those behind.
final class NodeGates {
  private enum Kind {
    READ,
    WRITE,
    AGENT
  }

  private record Gate(Optional<NodeName> node, Kind kind) {}

  private final NodeLimits limits;
  private final Map<Gate, Semaphore> gates = new ConcurrentHashMap<>();

  NodeGates(NodeLimits limits) {
    this.limits = limits;
  }

  <T> T through(ApiRequest request, Supplier<T> work) {
    Semaphore gate =
        gates.computeIfAbsent(
            new Gate(request.path().node(), kind(request)),
            key -> new Semaphore(permits(key.kind()), true));
    gate.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      gate.release();
    }
  }

  private static Kind kind(ApiRequest request) {
    if (request.path().contains("agent")) {
      return Kind.AGENT;
    }
    return request.effect() == ApiRequest.Effect.READS ? Kind.READ : Kind.WRITE;
  }

  private int permits(Kind kind) {
    return switch (kind) {
      case READ -> limits.reads();
      case WRITE -> limits.writes();
      case AGENT -> limits.agents();
    };
  }
}
