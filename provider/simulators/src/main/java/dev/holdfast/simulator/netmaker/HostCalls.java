package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.netmaker.Route.Access;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Machines: their settings, their networks, their end.
final class HostCalls {

  private HostCalls() {}

  private static final String HOST = "/api/hosts/{hostid}";

  static final List<Route> ROUTES =
      List.of(
          Route.of("GET", "/api/hosts", Access.USER, HostCalls::list),
          Route.of("PUT", HOST, Access.USER, HostCalls::update),
          Route.of("DELETE", HOST, Access.HOST, HostCalls::delete),
          Route.of("DELETE", "/api/v1/ui/hosts/{hostid}", Access.USER, HostCalls::delete)
              .since(1, 5, 1),
          Route.of("POST", HOST + "/networks/{network}", Access.USER, HostCalls::join),
          Route.of("DELETE", HOST + "/networks/{network}", Access.USER, HostCalls::leave),
          Route.of("GET", "/api/v1/pending_hosts", Access.USER, HostCalls::pending).since(1, 1, 0),
          Route.of("POST", "/api/v1/pending_hosts/approve/{id}", Access.USER, HostCalls::approve)
              .since(1, 1, 0));

  /// Settings that keep their value where nothing or zero is sent; flags never do.
  private static final Set<String> TEXTS = Set.of("name", "dns");

  private static final Set<String> NUMBERS =
      Set.of("mtu", "listenport", "persistentkeepalive", "verbosity");
  private static final List<String> FLAGS =
      List.of("isstaticport", "isstatic", "autoupdate", "isdefault", "enable_flow_logs");

  private static Reply list(Request request) {
    return new Reply.Raw(
        Json.array(request.world().hosts.values().stream().map(HostCalls::shown).toList()));
  }

  /// The host as users see it.
  static ObjectNode shown(ObjectNode host) {
    ObjectNode copy = host.deepCopy();
    copy.remove("hostpass");
    copy.remove("lastcheckin");
    return copy;
  }

  /// The host is the one in the body, whatever the path says.
  private static Reply update(Request request) {
    World world = request.world();
    ObjectNode body = request.body();
    ObjectNode host = world.host(Json.text(body, "id"));
    for (String name : TEXTS) {
      String text = Json.text(body, name);
      host.put(name, text.isEmpty() ? Json.text(host, name) : text);
    }
    for (String name : NUMBERS) {
      long number = Json.number(body, name);
      host.put(name, number == 0 ? Json.number(host, name) : number);
    }
    FLAGS.forEach(name -> host.put(name, Json.truth(body, name)));
    if (Json.truth(host, "isstatic")) {
      endpoint(host, body, "endpointip");
      endpoint(host, body, "endpointipv6");
    }
    if (Json.truth(host, "isdefault")) {
      host.put("isstaticport", true);
      world.networks.keySet().forEach(name -> Membership.enter(world, Json.text(host, "id"), name));
    }
    return new Reply.Raw(shown(host));
  }

  private static void endpoint(ObjectNode host, ObjectNode body, String name) {
    String text = Json.text(body, name);
    if (IpNet.literal(text).isPresent()) {
      host.put(name, text);
    }
  }

  private static Reply delete(Request request) {
    World world = request.world();
    ObjectNode host = world.host(request.variable("hostid"));
    JsonNode answer = shown(host);
    if (!Json.list(host, "nodes").isEmpty() && !request.forced()) {
      throw Refusal.internal("host still has associated nodes");
    }
    world.removeHost(request.variable("hostid"));
    return new Reply.Envelope(200, "removed host", answer);
  }

  private static Reply join(Request request) {
    World world = request.world();
    ObjectNode host = world.host(request.variable("hostid"));
    ObjectNode network = world.network(request.variable("network"));
    String name = Json.text(network, "netid");
    if (world.node(name, Json.text(host, "id")).isPresent()) {
      throw Refusal.internal("host already part of network " + name);
    }
    Membership.join(world, host, network);
    return new Reply.Empty();
  }

  private static Reply leave(Request request) {
    World world = request.world();
    ObjectNode host = world.host(request.variable("hostid"));
    String network = request.variable("network");
    ObjectNode node =
        world
            .node(network, Json.text(host, "id"))
            .orElseThrow(() -> Refusal.internal("host not part of network " + network));
    world.removeNode(Json.text(node, "id"));
    return new Reply.Empty();
  }

  private static Reply pending(Request request) {
    String network = request.need("network");
    return new Reply.Envelope(
        200,
        "returned pending hosts in network",
        Json.array(
            request.world().pending.values().stream()
                .filter(each -> Json.text(each, "network").equals(network))
                .toList()));
  }

  private static Reply approve(Request request) {
    World world = request.world();
    ObjectNode waiting = world.pending.remove(request.variable("id"));
    if (waiting == null) {
      throw Refusal.bad("record not found");
    }
    ObjectNode node =
        Membership.join(
            world,
            world.host(Json.text(waiting, "host_id")),
            world.network(Json.text(waiting, "network")));
    return new Reply.Envelope(200, "added pending host to network", node);
  }
}
