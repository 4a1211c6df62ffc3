package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.netmaker.Route.Access;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Policies of who reaches whom: those that come with a network, which can be switched on and off.
final class PolicyCalls {

  private PolicyCalls() {}

  private static final String PATH = "/api/v1/acls";

  static final List<Route> ROUTES =
      List.of(
          Route.of("GET", PATH, Access.USER, PolicyCalls::list).since(0, 26, 0),
          Route.of("POST", PATH, Access.USER, PolicyCalls::create).since(0, 26, 0),
          Route.of("PUT", PATH, Access.USER, PolicyCalls::update).since(0, 26, 0));

  static void standard(World world, String network) {
    for (String suffix : List.of("all-nodes", "all-gateways")) {
      String id = network + "." + suffix;
      world.policies.put(
          id,
          Json.object()
              .put("id", id)
              .put("default", true)
              .put("name", suffix)
              .put("network_id", network)
              .put("policy_type", "device-policy")
              .put("allowed_traffic_direction", 1)
              .put("enabled", true));
    }
  }

  private static Reply list(Request request) {
    String network = request.need("network");
    World world = request.world();
    if (!world.networks.containsKey(network)) {
      throw Refusal.bad("could not find any records");
    }
    return new Reply.Envelope(
        200,
        "fetched all acls in the network " + network,
        Json.array(
            world.policies.values().stream()
                .filter(policy -> Json.text(policy, "network_id").equals(network))
                .toList()));
  }

  /// The caller is looked up as a user, so the master key cannot do this.
  private static Reply create(Request request) {
    if (request.caller() instanceof Caller.Master) {
      throw Refusal.bad("record not found");
    }
    ObjectNode body = request.body();
    World world = request.world();
    if (!world.pro && Json.number(body, "allowed_traffic_direction") != 1) {
      throw Refusal.bad("uni-directional policies need the pro edition");
    }
    ObjectNode policy = body.deepCopy();
    String id = world.uuid();
    policy.put("id", id).put("default", false);
    world.policies.put(id, policy);
    return new Reply.Envelope(200, "created acl successfully", policy);
  }

  private static Reply update(Request request) {
    ObjectNode body = request.body();
    ObjectNode policy =
        Optional.ofNullable(request.world().policies.get(Json.text(body, "id")))
            .orElseThrow(() -> Refusal.bad("could not find any records"));
    policy.put("enabled", Json.truth(body, "enabled"));
    return new Reply.Envelope(200, "updated acl", policy);
  }
}
