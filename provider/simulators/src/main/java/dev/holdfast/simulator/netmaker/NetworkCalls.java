package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.netmaker.Route.Access;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Networks, with everything that comes and goes with one.
final class NetworkCalls {

  private NetworkCalls() {}

  static final List<Route> ROUTES =
      List.of(
          Route.of("GET", "/api/networks", Access.USER, NetworkCalls::list),
          Route.of("POST", "/api/networks", Access.USER, NetworkCalls::create),
          Route.of("GET", "/api/networks/{networkname}", Access.USER, NetworkCalls::get),
          Route.of("PUT", "/api/networks/{networkname}", Access.USER, NetworkCalls::update),
          Route.of("DELETE", "/api/networks/{networkname}", Access.USER, NetworkCalls::delete));

  private static Reply list(Request request) {
    World world = request.world();
    return new Reply.Raw(
        Json.array(
            world.networks.values().stream()
                .map(network -> NetworkForm.of(world.release).written(network))
                .toList()));
  }

  private static Reply get(Request request) {
    World world = request.world();
    ObjectNode network = world.networks.get(request.variable("networkname"));
    if (network == null) {
      throw Refusal.of(world.release.atLeast(1, 4, 0) ? 404 : 500, "no result found");
    }
    return new Reply.Raw(NetworkForm.of(world.release).written(network));
  }

  private static Reply create(Request request) {
    World world = request.world();
    NetworkForm form = NetworkForm.of(world.release);
    ObjectNode wanted = form.read(request.body());
    String name = Json.text(wanted, "netid");
    if (!name.matches("[a-z0-9_-]{1,32}")) {
      throw Refusal.bad(
          "Field validation for 'netid' failed: invalid character(s) in network name");
    }
    if (world.networks.containsKey(name)) {
      throw Refusal.bad("network with this name already exists");
    }
    ranges(world, wanted);
    if (Json.number(wanted, "defaultkeepalive") > 1000) {
      throw Refusal.bad("Field validation for 'defaultkeepalive' failed on the 'max' tag");
    }
    ObjectNode network = stored(world, wanted, name);
    world.networks.put(name, network);
    KeyCalls.standard(world, name);
    PolicyCalls.standard(world, name);
    world.later(World.BACKGROUND, () -> Membership.defaults(world, name));
    return new Reply.Raw(form.written(network));
  }

  private static ObjectNode stored(World world, ObjectNode wanted, String name) {
    ObjectNode network = Json.object().put("id", world.uuid()).put("netid", name);
    network.put("addressrange", Json.text(wanted, "addressrange"));
    network.put("addressrange6", Json.text(wanted, "addressrange6"));
    long keepalive = Json.number(wanted, "defaultkeepalive");
    network.put("defaultkeepalive", keepalive == 0 ? 20 : keepalive);
    long mtu = Json.number(wanted, "defaultmtu");
    network.put("defaultmtu", mtu == 0 ? 1280 : mtu);
    network.put("created_by", "admin").put("created_at", Json.time(world.now()));
    settings(world, network, wanted);
    return network;
  }

  /// What both creating and updating store.
  private static void settings(World world, ObjectNode network, ObjectNode wanted) {
    // The community edition has no approval of devices.
    network.put("auto_join", !world.pro || Json.truth(wanted, "auto_join"));
    boolean removes = Json.truth(wanted, "auto_remove");
    long threshold = Json.number(wanted, "auto_remove_threshold");
    network.put("auto_remove", removes);
    network.put("auto_remove_threshold", removes && threshold == 0 ? 60 : threshold);
    network.set("auto_remove_tags", Json.texts(Json.list(wanted, "auto_remove_tags")));
    network.put("virtual_nat_pool_ipv4", Json.text(wanted, "virtual_nat_pool_ipv4"));
    network.put(
        "virtual_nat_site_prefixlen_ipv4", Json.number(wanted, "virtual_nat_site_prefixlen_ipv4"));
  }

  private static void ranges(World world, ObjectNode wanted) {
    Optional<IpNet> v4 = range(wanted, "addressrange", 32, 30);
    Optional<IpNet> v6 = range(wanted, "addressrange6", 128, 126);
    if (v4.isEmpty() && v6.isEmpty()) {
      throw Refusal.bad("IPv4 or IPv6 CIDR required");
    }
    for (IpNet mine : Stream.of(v4, v6).flatMap(Optional::stream).toList()) {
      for (ObjectNode other : world.networks.values()) {
        boolean taken =
            Stream.of("addressrange", "addressrange6")
                .flatMap(field -> IpNet.parse(Json.text(other, field)).stream())
                .anyMatch(mine::overlaps);
        if (taken) {
          throw Refusal.bad("network cidr already in use");
        }
      }
    }
  }

  private static Optional<IpNet> range(ObjectNode wanted, String field, int bits, int longest) {
    String text = Json.text(wanted, field);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<IpNet> range =
        IpNet.parse(text).filter(net -> net.bits() == bits && net.prefix() <= longest);
    if (range.isEmpty()) {
      throw Refusal.bad("invalid CIDR address: " + text);
    }
    wanted.put(field, range.get().toString());
    return range;
  }

  /// The network is the one in the body, whatever the path says.
  private static Reply update(Request request) {
    World world = request.world();
    NetworkForm form = NetworkForm.of(world.release);
    ObjectNode wanted = form.read(request.body());
    ObjectNode network = world.networks.get(Json.text(wanted, "netid"));
    if (network == null) {
      throw Refusal.bad("could not find any records");
    }
    settings(world, network, wanted);
    return new Reply.Raw(form.written(network));
  }

  /// Deletes a network with all its nodes, in the background where it has some; up to 0.90 it
  /// refused.
  private static Reply delete(Request request) {
    World world = request.world();
    String name = request.variable("networkname");
    if (!world.networks.containsKey(name)) {
      throw Refusal.bad("could not find any records");
    }
    boolean empty = world.nodesOf(name).isEmpty();
    if (!empty && !world.release.atLeast(0, 99, 0) && !request.forced()) {
      throw Refusal.bad("node check failed. All nodes must be deleted before deleting network");
    }
    if (empty) {
      remove(world, name);
    } else {
      world.later(World.BACKGROUND, () -> remove(world, name));
    }
    return new Reply.Envelope(200, "success", Json.nothing());
  }

  private static void remove(World world, String name) {
    world.nodesOf(name).forEach(node -> world.removeNode(Json.text(node, "id")));
    world.networks.remove(name);
    world.egress.values().removeIf(rule -> Json.text(rule, "network").equals(name));
    world.policies.values().removeIf(policy -> Json.text(policy, "network_id").equals(name));
    world.pending.values().removeIf(each -> Json.text(each, "network").equals(name));
    KeyCalls.unlink(world, name);
  }
}
