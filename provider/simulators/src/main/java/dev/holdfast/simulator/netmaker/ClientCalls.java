package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.netmaker.Route.Access;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client on a machine calls: register, log in, fetch its peers, say that it lives or goes.
final class ClientCalls {

  private ClientCalls() {}

  private static final Duration IDLE = Duration.ofMinutes(10);

  static final List<Route> ROUTES =
      List.of(
          Route.of("POST", "/api/v1/host/register/{token}", Access.ANYBODY, ClientCalls::register),
          Route.of("POST", "/api/hosts/adm/authenticate", Access.ANYBODY, ClientCalls::login),
          Route.of("GET", "/api/v1/host", Access.HOST, ClientCalls::pull),
          Route.of("PUT", "/api/v1/fallback/host/{hostid}", Access.HOST, ClientCalls::fallback));

  private static Reply register(Request request) {
    World world = request.world();
    ObjectNode body = request.body();
    ObjectNode key =
        KeyCalls.ofToken(world, request.variable("token"))
            .orElseThrow(() -> Refusal.bad("could not find any records"));
    if (Json.text(body, "traffickeypublic").isEmpty()) {
      throw Refusal.bad("missing traffic key");
    }
    String id = Json.text(body, "id");
    boolean known = world.hosts.containsKey(id);
    List<String> networks = KeyCalls.networks(world, key).toList();
    if (known && networks.isEmpty()) {
      throw Refusal.bad("host already registered");
    }
    KeyCalls.use(world, key);
    if (!known) {
      add(world, body);
    }
    world.later(
        World.BACKGROUND, () -> networks.forEach(network -> Membership.enter(world, id, network)));
    ObjectNode answer = Json.object();
    answer.set("server_config", Json.object().put("Version", world.release.toString()));
    answer.set("requested_host", HostCalls.shown(world.host(id)));
    return new Reply.Raw(answer);
  }

  private static void add(World world, ObjectNode body) {
    ObjectNode host = body.deepCopy();
    String id = Json.text(body, "id");
    world.accounts.addHost(id, Json.text(body, "hostpass"));
    host.remove("hostpass");
    host.remove("traffickeypublic");
    host.put("dns", "yes").put("autoupdate", true).put("persistentkeepalive", 20);
    host.put("isdefault", false).put("isstatic", false).put("isstaticport", false);
    host.put("enable_flow_logs", false);
    String endpoint = Json.text(body, "endpointip");
    host.put("endpointip", endpoint.isEmpty() ? "<nil>" : endpoint);
    host.put("endpointipv6", "<nil>");
    host.put("lastcheckin", world.now().getEpochSecond());
    host.set("nodes", Json.texts(List.of()));
    host.put("listenport", port(world, endpoint, Json.number(body, "listenport")));
    host.put("macaddress", hardware(Json.text(body, "macaddress")));
    host.put("publickey", key(body.path("publickey")));
    String mac = Json.text(host, "macaddress");
    List<String> twins =
        world.hosts.values().stream()
            .filter(other -> Json.text(other, "macaddress").equals(mac))
            .map(other -> Json.text(other, "id"))
            .toList();
    world.hosts.put(id, host);
    twins.forEach(twin -> world.later(IDLE, () -> removeIdle(world, twin)));
  }

  /// Machines send their hardware address as bytes in base64, users see it with colons.
  private static String hardware(String base64) {
    try {
      return HexFormat.ofDelimiter(":").formatHex(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException _) {
      throw Refusal.internal("illegal base64 data in macaddress");
    }
  }

  /// Machines send their key as 32 numbers, users see it in base64.
  private static String key(JsonNode numbers) {
    if (!numbers.isArray() || numbers.size() != 32) {
      throw Refusal.internal("cannot decode publickey");
    }
    byte[] bytes = new byte[32];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) numbers.get(i).asInt();
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// Two hosts at one address cannot have the same port.
  private static long port(World world, String endpoint, long wanted) {
    long port = wanted;
    while (taken(world, endpoint, port)) {
      port++;
    }
    return port;
  }

  private static boolean taken(World world, String endpoint, long port) {
    return !endpoint.isEmpty()
        && world.hosts.values().stream()
            .anyMatch(other ->
                Json.text(other, "endpointip").equals(endpoint)
                    && Json.number(other, "listenport") == port);
  }

  /// A host of the same hardware address is a zombie once it is silent.
  private static void removeIdle(World world, String id) {
    ObjectNode host = world.hosts.get(id);
    long silent =
        host == null ? 0 : world.now().getEpochSecond() - Json.number(host, "lastcheckin");
    if (silent >= IDLE.toSeconds()) {
      world.removeHost(id);
    }
  }

  private static Reply login(Request request) {
    ObjectNode body = request.body();
    String id = Json.text(body, "id");
    World world = request.world();
    String token = world.accounts.hostLogin(id, Json.text(body, "password"), world.now());
    return new Reply.Envelope(
        200, "W1R3: Host Authorized", Json.object().put("ID", id).put("AuthToken", token));
  }

  private static String self(Request request) {
    return request.caller() instanceof Caller.Host(String id)
        ? id
        : request.query().first("id").orElse("");
  }

  /// What the machine would configure: its nodes, its peers with their addresses, and the routes.
  private static Reply pull(Request request) {
    World world = request.world();
    ObjectNode host = world.host(self(request));
    String id = Json.text(host, "id");
    Peers peers = new Peers(world, id);
    ObjectNode answer = Json.object();
    answer.set("host", HostCalls.shown(host));
    answer.set("nodes", Json.array(peers.own().stream().map(ObjectNode::deepCopy).toList()));
    answer.set("peers", Json.array(peers.all()));
    answer.set("egress_network_routes", Json.array(peers.routes()));
    return new Reply.Raw(answer);
  }

  private static Reply fallback(Request request) {
    World world = request.world();
    String id = request.variable("hostid");
    ObjectNode host = world.host(id);
    ObjectNode body = request.body();
    switch (Json.text(body, "Action")) {
      case "CHECK_IN" -> {
        host.put("lastcheckin", world.now().getEpochSecond());
        ownNodes(world, id).forEach(node -> node.put("lastcheckin", world.now().getEpochSecond()));
      }
      case "UPDATE_HOST" -> update(host, body.path("Host"));
      case "DELETE_HOST" -> world.removeHost(id);
      default -> throw Refusal.bad("unknown action");
    }
    return new Reply.Envelope(200, "updated host data", Json.nothing());
  }

  private static void update(ObjectNode host, JsonNode sent) {
    Stream.of("endpointip", "listenport", "mtu", "version")
        .filter(sent::has)
        .forEach(name -> host.set(name, sent.path(name)));
  }

  private static Stream<ObjectNode> ownNodes(World world, String host) {
    return world.nodes.values().stream().filter(node -> Json.text(node, "hostid").equals(host));
  }
}
