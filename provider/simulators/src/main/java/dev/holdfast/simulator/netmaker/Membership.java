package dev.holdfast.simulator.netmaker;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// Puts hosts into networks: makes their nodes and gives them addresses.
final class Membership {

  private Membership() {}

  /// Lets a host in, or notes it as waiting where a person has to approve it.
  static void enter(World world, String hostId, String network) {
    ObjectNode host = world.hosts.get(hostId);
    ObjectNode net = world.networks.get(network);
    if (host == null || net == null || world.node(network, hostId).isPresent()) {
      return;
    }
    if (world.pro && !Json.truth(net, "auto_join")) {
      wait(world, host, network);
    } else {
      join(world, host, net);
    }
  }

  private static void wait(World world, ObjectNode host, String network) {
    String id = world.uuid();
    world.pending.put(
        id,
        Json.object()
            .put("id", id)
            .put("host_id", Json.text(host, "id"))
            .put("host_name", Json.text(host, "name"))
            .put("network", network)
            .put("requested_at", Json.time(world.now())));
  }

  static ObjectNode join(World world, ObjectNode host, ObjectNode network) {
    String id = world.uuid();
    String name = Json.text(network, "netid");
    String hostId = Json.text(host, "id");
    world
        .pending
        .values()
        .removeIf(each ->
            Json.text(each, "host_id").equals(hostId) && Json.text(each, "network").equals(name));
    ObjectNode node = Json.object().put("id", id).put("hostid", hostId);
    node.put("network", name);
    node.put("address", free(world, network, "addressrange", "address"));
    node.put("address6", free(world, network, "addressrange6", "address6"));
    node.put("networkrange", Json.text(network, "addressrange"));
    node.put("networkrange6", Json.text(network, "addressrange6"));
    node.put("connected", true).put("pendingdelete", false).put("is_static", false);
    node.put("isegressgateway", false).put("is_gw", false).put("status", "online");
    node.put("lastcheckin", world.now().getEpochSecond());
    node.set("egressgatewayranges", Json.texts(List.of()));
    world.nodes.put(id, node);
    List<String> nodes = new ArrayList<>(Json.list(host, "nodes"));
    nodes.add(id);
    host.set("nodes", Json.texts(nodes));
    return node;
  }

  /// Hosts that belong to every network enter a new one by themselves.
  static void defaults(World world, String network) {
    List.copyOf(world.hosts.values()).stream()
        .filter(host -> Json.truth(host, "isdefault"))
        .forEach(host -> enter(world, Json.text(host, "id"), network));
  }

  private static String free(World world, ObjectNode network, String range, String field) {
    Set<String> taken =
        world.nodesOf(Json.text(network, "netid")).stream()
            .map(node -> bare(Json.text(node, field)))
            .collect(Collectors.toSet());
    return IpNet.parse(Json.text(network, range))
        .map(net ->
            net.lowestFree(taken).orElseThrow(() -> Refusal.internal("no free addresses"))
                + "/"
                + net.prefix())
        .orElse("");
  }

  static String bare(String cidr) {
    return cidr.replaceFirst("/.*", "");
  }
}
