package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.netmaker.Route.Access;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The memberships of machines, static clients among them.
final class NodeCalls {

  private NodeCalls() {}

  private static final String NODE = "/api/nodes/{network}/{nodeid}";

  static final List<Route> ROUTES =
      List.of(
          Route.of("GET", "/api/nodes", Access.USER, NodeCalls::all),
          Route.of("GET", "/api/nodes/{network}", Access.USER, NodeCalls::list),
          Route.of("PUT", NODE, Access.USER, NodeCalls::update),
          Route.of("DELETE", NODE, Access.HOST, NodeCalls::delete),
          Route.of("POST", NODE + "/creategateway", Access.USER, NodeCalls::oldEgress),
          Route.of("DELETE", NODE + "/deletegateway", Access.USER, NodeCalls::oldEgress));

  private static Reply all(Request request) {
    return new Reply.Raw(Json.array(World.copies(request.world().nodes)));
  }

  private static Reply list(Request request) {
    World world = request.world();
    String network = request.variable("network");
    world.network(network);
    return new Reply.Raw(
        Json.array(world.nodesOf(network).stream().map(ObjectNode::deepCopy).toList()));
  }

  private static ObjectNode node(Request request) {
    ObjectNode node = request.world().nodes.get(request.variable("nodeid"));
    if (node == null || !Json.text(node, "network").equals(request.variable("network"))) {
      throw Refusal.internal("could not find any records");
    }
    return node;
  }

  /// Replaces addresses and connection; addresses must be CIDR texts that nobody has.
  private static Reply update(Request request) {
    World world = request.world();
    ObjectNode node = node(request);
    ObjectNode body = request.body();
    for (String field : List.of("address", "address6")) {
      address(world, node, body, field);
    }
    node.put("connected", Json.truth(body, "connected"));
    return new Reply.Raw(node.deepCopy());
  }

  private static void address(World world, ObjectNode node, ObjectNode body, String field) {
    String wanted = Json.text(body, field);
    if (wanted.isEmpty() || wanted.equals(Json.text(node, field))) {
      return;
    }
    String network = Json.text(node, "network");
    String bare = Membership.bare(wanted);
    String range = field.equals("address") ? "addressrange" : "addressrange6";
    boolean inside =
        IpNet.parse(Json.text(world.network(network), range))
            .filter(net -> wanted.contains("/") && net.contains(bare))
            .isPresent();
    if (!inside) {
      throw Refusal.bad("invalid address " + wanted);
    }
    boolean taken =
        world.nodesOf(network).stream()
            .anyMatch(other -> Membership.bare(Json.text(other, field)).equals(bare));
    if (taken) {
      throw Refusal.bad("ip specified is already allocated: " + bare);
    }
    node.put(field, wanted);
  }

  private static Reply delete(Request request) {
    node(request);
    request.world().removeNode(request.variable("nodeid"));
    return new Reply.Envelope(200, "node deleted", Json.nothing());
  }

  /// The egress call of old: 200, and nothing is stored.
  private static Reply oldEgress(Request request) {
    return new Reply.Raw(node(request).deepCopy());
  }
}
