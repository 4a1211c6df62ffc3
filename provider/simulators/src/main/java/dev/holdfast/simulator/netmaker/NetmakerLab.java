package dev.holdfast.simulator.netmaker;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What changes a simulated server behind the back of its clients.
public final class NetmakerLab {

  private final World world;

  NetmakerLab(World world) {
    this.world = world;
  }

  /// Removes a network with everything in it at once.
  public void removeNetwork(String name) {
    locked(() -> {
      world.nodesOf(name).forEach(node -> world.removeNode(Json.text(node, "id")));
      world.networks.remove(name);
      KeyCalls.unlink(world, name);
      world.egress.values().removeIf(rule -> Json.text(rule, "network").equals(name));
    });
  }

  /// Removes the key of that name.
  public void removeKey(String name) {
    locked(() -> world.keys.values().removeIf(key -> Json.list(key, "tags").contains(name)));
  }

  public void removeHost(String id) {
    locked(() -> world.removeHost(id));
  }

  /// Takes a host out of a network.
  public void removeNode(String network, String host) {
    locked(
        () -> world.node(network, host).ifPresent(node -> world.removeNode(Json.text(node, "id"))));
  }

  public void removeEgress(String id) {
    locked(() -> world.egress.remove(id));
  }

  /// Changes one setting of a host.
  public void setHost(String id, String field, String value) {
    locked(() -> world.host(id).put(field, value));
  }

  /// Changes one number of a host.
  public void setHost(String id, String field, long value) {
    locked(() -> world.host(id).put(field, value));
  }

  /// Adds a static client, which node lists show among the nodes.
  public void addStaticClient(String network, String name, String address) {
    locked(() -> {
      String id = world.uuid();
      ObjectNode client = Json.object().put("id", id).put("hostid", "").put("network", network);
      client.put("address", address).put("is_static", true).put("connected", true);
      client.set("static_node", Json.object().put("clientid", name));
      client.set("tags", Json.texts(List.of()));
      world.nodes.put(id, client);
    });
  }

  /// Makes a network as another administrator would.
  public void addNetwork(String name, String range) {
    locked(() -> {
      ObjectNode network = Json.object().put("id", world.uuid()).put("netid", name);
      network.put("addressrange", range).put("addressrange6", "").put("auto_join", true);
      network.put("defaultkeepalive", 20).put("defaultmtu", 1280).put("auto_remove", false);
      network.put("auto_remove_threshold", 0);
      network.set("auto_remove_tags", Json.texts(List.of()));
      network.put("virtual_nat_pool_ipv4", "").put("virtual_nat_site_prefixlen_ipv4", 0);
      world.networks.put(name, network);
      KeyCalls.standard(world, name);
      PolicyCalls.standard(world, name);
    });
  }

  private void locked(Runnable action) {
    world.guard.lock();
    try {
      action.run();
    } finally {
      world.guard.unlock();
      world.clock.changed();
    }
  }
}
