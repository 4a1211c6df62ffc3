package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.clock.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.ObjectNode;

/// The state of the simulated server: documents in the form of 1.5.1, whatever era is played.
///
/// Everything here is read and changed under [#guard] only: by requests, by events of the clock,
/// and by tests through the facade.
final class World {

  /// How long work in the background takes.
  static final Duration BACKGROUND = Duration.ofSeconds(2);

  final ReentrantLock guard = new ReentrantLock();
  final Release release;
  final boolean pro;
  final SimulatorClock clock;
  final Random random;
  final Accounts accounts;
  final NavigableMap<String, ObjectNode> networks = new TreeMap<>();
  final NavigableMap<String, ObjectNode> keys = new TreeMap<>();
  final NavigableMap<String, ObjectNode> hosts = new TreeMap<>();
  final NavigableMap<String, ObjectNode> nodes = new TreeMap<>();
  final NavigableMap<String, ObjectNode> egress = new TreeMap<>();
  final NavigableMap<String, ObjectNode> policies = new TreeMap<>();
  final NavigableMap<String, ObjectNode> pending = new TreeMap<>();

  World(NetmakerOptions options) {
    this.release = options.release();
    this.pro = options.pro();
    this.clock = options.clock();
    this.random = new Random(options.seed());
    this.accounts = new Accounts(options.loginLimit(), random);
  }

  Instant now() {
    return clock.now();
  }

  /// Does something after the answer is out.
  void later(Duration delay, Runnable work) {
    clock.scheduleAfter(
        delay,
        () -> {
          guard.lock();
          try {
            work.run();
          } finally {
            guard.unlock();
          }
        });
  }

  String uuid() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }

  /// A network that must be there.
  ObjectNode network(String name) {
    return Optional.ofNullable(networks.get(name))
        .orElseThrow(() -> Refusal.internal("could not find any records"));
  }

  /// A host that must be there.
  ObjectNode host(String id) {
    return Optional.ofNullable(hosts.get(id))
        .orElseThrow(() -> Refusal.internal("record not found"));
  }

  List<ObjectNode> nodesOf(String network) {
    return nodes.values().stream()
        .filter(node -> Json.text(node, "network").equals(network))
        .toList();
  }

  Optional<ObjectNode> node(String network, String host) {
    return nodesOf(network).stream()
        .filter(node -> Json.text(node, "hostid").equals(host))
        .findFirst();
  }

  void removeNode(String id) {
    ObjectNode node = nodes.remove(id);
    if (node == null) {
      return;
    }
    ObjectNode host = hosts.get(Json.text(node, "hostid"));
    if (host != null) {
      List<String> left =
          Json.list(host, "nodes").stream().filter(each -> !each.equals(id)).toList();
      host.set("nodes", Json.texts(left));
    }
    for (ObjectNode rule : egress.values()) {
      if (rule.path("nodes") instanceof ObjectNode routers) {
        routers.remove(id);
      }
    }
  }

  void removeHost(String id) {
    nodes.values().stream()
        .filter(node -> Json.text(node, "hostid").equals(id))
        .map(node -> Json.text(node, "id"))
        .toList()
        .forEach(this::removeNode);
    hosts.remove(id);
    accounts.forgetHost(id);
    pending.values().removeIf(each -> Json.text(each, "host_id").equals(id));
  }

  /// The documents by id, as copies.
  static List<ObjectNode> copies(Map<String, ObjectNode> documents) {
    return documents.values().stream().map(ObjectNode::deepCopy).toList();
  }
}
