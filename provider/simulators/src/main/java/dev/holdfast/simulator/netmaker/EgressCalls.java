package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.netmaker.Route.Access;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Ranges outside of a network that its nodes route to; nobody checks whether they overlap.
final class EgressCalls {

  private EgressCalls() {}

  private static final String PATH = "/api/v1/egress";

  static final List<Route> ROUTES =
      List.of(
          Route.of("GET", PATH, Access.USER, EgressCalls::list).since(0, 99, 0),
          Route.of("POST", PATH, Access.USER, EgressCalls::create).since(0, 99, 0),
          Route.of("PUT", PATH, Access.USER, EgressCalls::update).since(0, 99, 0),
          Route.of("DELETE", PATH, Access.USER, EgressCalls::delete).since(0, 99, 0));

  private static Reply list(Request request) {
    String network = request.need("network");
    World world = request.world();
    return new Reply.Envelope(
        200,
        "fetched egress resources",
        Json.array(
            world.egress.values().stream()
                .filter(rule -> Json.text(rule, "network").equals(network))
                .map(ObjectNode::deepCopy)
                .toList()));
  }

  private static Reply create(Request request) {
    World world = request.world();
    ObjectNode body = request.body();
    ObjectNode rule = Json.object().put("id", world.uuid());
    rule.put("network", Json.text(world.network(Json.text(body, "network")), "netid"));
    store(world, rule, body);
    rule.put("status", true).put("created_at", Json.time(world.now()));
    world.egress.put(Json.text(rule, "id"), rule);
    return new Reply.Envelope(200, "created egress resource", rule.deepCopy());
  }

  private static Reply update(Request request) {
    World world = request.world();
    ObjectNode body = request.body();
    ObjectNode rule =
        Optional.ofNullable(world.egress.get(Json.text(body, "id")))
            .orElseThrow(() -> Refusal.bad("record not found"));
    store(world, rule, body);
    rule.put("status", Json.truth(body, "status"));
    return new Reply.Envelope(200, "updated egress resource", rule.deepCopy());
  }

  /// Everything is replaced: what is left out is empty or off.
  private static void store(World world, ObjectNode rule, ObjectNode body) {
    JsonNode routers = body.path("nodes");
    if (!world.pro && routers.size() > 1) {
      throw Refusal.bad("can only set one routing node on CE");
    }
    for (String id : List.copyOf(routers.propertyNames())) {
      if (!world.nodes.containsKey(id)) {
        throw Refusal.bad("could not find any records");
      }
    }
    String range = Json.text(body, "range");
    IpNet parsed =
        IpNet.parse(range).orElseThrow(() -> Refusal.bad("invalid CIDR address: " + range));
    boolean nat = Json.truth(body, "nat");
    rule.put("name", Json.text(body, "name")).put("description", Json.text(body, "description"));
    rule.put("range", parsed.toString()).put("nat", nat);
    rule.set("nodes", routers.isObject() ? routers.deepCopy() : Json.object());
    if (world.release.atLeast(1, 5, 0)) {
      rule.put("mode", nat ? "direct_nat" : "disabled");
    }
  }

  private static Reply delete(Request request) {
    if (request.world().egress.remove(request.need("id")) == null) {
      throw Refusal.bad("record not found");
    }
    return new Reply.Envelope(200, "deleted egress resource", Json.nothing());
  }
}
