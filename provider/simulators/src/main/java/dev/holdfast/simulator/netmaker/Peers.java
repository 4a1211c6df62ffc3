package dev.holdfast.simulator.netmaker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What one host would configure: the other hosts of its networks with what is routed to them.
///
/// A range is dropped where the host routes it itself, and where it holds the address at which the
/// router is reached, since the tunnel would then run through itself.
final class Peers {

  private final World world;
  private final String host;

  Peers(World world, String host) {
    this.world = world;
    this.host = host;
  }

  /// The nodes of this host.
  List<ObjectNode> own() {
    return world.nodes.values().stream()
        .filter(node -> Json.text(node, "hostid").equals(host))
        .toList();
  }

  /// One entry for each other host, with all that it takes packets for.
  List<ObjectNode> all() {
    Map<String, List<String>> allowed = new LinkedHashMap<>();
    for (ObjectNode node : own()) {
      for (ObjectNode other : world.nodesOf(Json.text(node, "network"))) {
        String peer = Json.text(other, "hostid");
        if (!peer.equals(host) && world.hosts.containsKey(peer)) {
          allowed.computeIfAbsent(peer, _ -> new ArrayList<>()).addAll(addresses(other));
        }
      }
    }
    List<ObjectNode> peers = new ArrayList<>();
    allowed.forEach((peer, ranges) -> {
      ObjectNode there = world.host(peer);
      ObjectNode entry = Json.object().put("HostID", peer);
      entry.put("PublicKey", Json.text(there, "publickey"));
      entry.put(
          "Endpoint", Json.text(there, "endpointip") + ":" + Json.number(there, "listenport"));
      entry.set("AllowedIPs", Json.texts(ranges.stream().distinct().toList()));
      peers.add(entry);
    });
    return peers;
  }

  private List<String> addresses(ObjectNode node) {
    List<String> ranges = new ArrayList<>();
    String v4 = Membership.bare(Json.text(node, "address"));
    String v6 = Membership.bare(Json.text(node, "address6"));
    if (!v4.isEmpty()) {
      ranges.add(v4 + "/32");
    }
    if (!v6.isEmpty()) {
      ranges.add(v6 + "/128");
    }
    routed(node).forEach(rule -> ranges.add(Json.text(rule, "range")));
    return ranges;
  }

  /// The routes of this host by the nodes that they lead to.
  List<ObjectNode> routes() {
    List<ObjectNode> routes = new ArrayList<>();
    for (ObjectNode node : own()) {
      for (ObjectNode other : world.nodesOf(Json.text(node, "network"))) {
        if (!Json.text(other, "hostid").equals(host)) {
          routed(other).forEach(rule -> routes.add(route(rule, node, other)));
        }
      }
    }
    return routes;
  }

  private static ObjectNode route(ObjectNode rule, ObjectNode node, ObjectNode router) {
    ObjectNode metric = Json.object().put("network", Json.text(rule, "range"));
    metric.put("route_metric", rule.path("nodes").path(Json.text(router, "id")).asLong(256));
    metric.put("nat", Json.truth(rule, "nat"));
    ObjectNode route = Json.object().put("node_addr", Json.text(node, "address"));
    route.put("egress_gw_addr", Json.text(router, "address"));
    route.set("egress_ranges", Json.texts(List.of(Json.text(rule, "range"))));
    route.set("egress_ranges_metric", Json.array(List.of(metric)));
    return route;
  }

  private List<ObjectNode> routed(ObjectNode router) {
    String endpoint = Json.text(world.host(Json.text(router, "hostid")), "endpointip");
    return world.egress.values().stream()
        .filter(rule -> Json.truth(rule, "status") && routes(rule, router))
        .filter(rule ->
            IpNet.parse(Json.text(rule, "range"))
                .filter(range -> !range.contains(endpoint))
                .isPresent())
        .filter(rule -> own().stream().noneMatch(mine -> routesSame(rule, mine)))
        .toList();
  }

  private static boolean routes(ObjectNode rule, ObjectNode node) {
    return rule.path("nodes").has(Json.text(node, "id"));
  }

  private boolean routesSame(ObjectNode rule, ObjectNode mine) {
    return world.egress.values().stream()
        .anyMatch(other ->
            Json.text(other, "range").equals(Json.text(rule, "range")) && routes(other, mine));
  }
}
