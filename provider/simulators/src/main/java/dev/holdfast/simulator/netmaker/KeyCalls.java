package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.netmaker.Route.Access;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Keys by which machines register; `tags[0]` is the name of one.
final class KeyCalls {

  private KeyCalls() {}

  private static final String PATH = "/api/v1/enrollment-keys";

  static final List<Route> ROUTES =
      List.of(
          Route.of("GET", PATH, Access.USER, KeyCalls::list),
          Route.of("POST", PATH, Access.USER, KeyCalls::create),
          Route.of("PUT", PATH + "/{keyID}", Access.USER, KeyCalls::update),
          Route.of("DELETE", PATH + "/{keyID}", Access.USER, KeyCalls::delete));

  /// The key that comes with a network.
  static void standard(World world, String network) {
    ObjectNode key = blank(world);
    key.put("unlimited", true).put("type", 3).put("default", true);
    key.set("networks", Json.texts(List.of(network)));
    key.set("tags", Json.texts(List.of(network)));
    keep(world, key);
  }

  /// Takes a network that is gone out of all keys; those of that network alone go with it.
  static void unlink(World world, String network) {
    for (ObjectNode key : List.copyOf(world.keys.values())) {
      List<String> networks = Json.list(key, "networks");
      List<String> left = networks.stream().filter(each -> !each.equals(network)).toList();
      if (left.isEmpty() && !networks.isEmpty()) {
        world.keys.remove(Json.text(key, "value"));
      } else {
        key.set("networks", Json.texts(left));
      }
    }
  }

  /// The key of a token; empty where the token is none or its key is gone.
  static Optional<ObjectNode> ofToken(World world, String token) {
    try {
      String decoded = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
      return Optional.ofNullable(world.keys.get(Json.text(Json.body(decoded), "value")));
    } catch (IllegalArgumentException | Refusal _) {
      return Optional.empty();
    }
  }

  static boolean valid(World world, ObjectNode key) {
    return Json.truth(key, "unlimited")
        || Json.number(key, "uses_remaining") > 0
        || Instant.parse(Json.text(key, "expiration")).isAfter(world.now());
  }

  private static ObjectNode blank(World world) {
    ObjectNode key = Json.object().put("value", world.accounts.randomText());
    key.put("expiration", Json.NO_TIME).put("uses_remaining", 0).put("unlimited", false);
    key.put("default", false).put("relay", "00000000-0000-0000-0000-000000000000");
    key.put("auto_egress", false).put("auto_assign_gw", false);
    key.set("groups", Json.texts(List.of()));
    return key;
  }

  private static void keep(World world, ObjectNode key) {
    String value = Json.text(key, "value");
    ObjectNode token = Json.object().put("server", "api.netmaker.example").put("value", value);
    byte[] text = Json.write(token).getBytes(StandardCharsets.UTF_8);
    key.put("token", Base64.getEncoder().encodeToString(text));
    world.keys.put(value, key);
  }

  private static Reply list(Request request) {
    return new Reply.Raw(Json.array(World.copies(request.world().keys)));
  }

  private static Reply create(Request request) {
    World world = request.world();
    ObjectNode body = request.body();
    List<String> tags = Json.list(body, "tags");
    names(world, tags);
    for (String network : Json.list(body, "networks")) {
      if (!world.networks.containsKey(network)) {
        throw Refusal.bad("network " + network + " does not exist");
      }
    }
    ObjectNode key = blank(world);
    long uses = Json.number(body, "uses_remaining");
    long end = Json.number(body, "expiration");
    if (uses > 0) {
      key.put("uses_remaining", uses).put("type", 2);
    } else if (end > 0) {
      key.put("expiration", Json.time(Instant.ofEpochSecond(end))).put("type", 1);
    } else if (Json.truth(body, "unlimited")) {
      key.put("unlimited", true).put("type", 3);
    } else {
      throw Refusal.internal("enrollment key is not valid: no uses, no expiration, not unlimited");
    }
    key.set("networks", Json.texts(Json.list(body, "networks")));
    key.set("tags", Json.texts(tags));
    key.put("auto_egress", Json.truth(body, "auto_egress"));
    changeable(world, key, body);
    keep(world, key);
    return new Reply.Raw(key.deepCopy());
  }

  private static void names(World world, List<String> tags) {
    for (String tag : tags) {
      if (tag.length() < 3 || tag.length() > 32) {
        throw Refusal.bad("tag must be between 3 and 32 characters");
      }
      boolean taken =
          world.keys.values().stream().anyMatch(key -> Json.list(key, "tags").contains(tag));
      if (taken) {
        throw Refusal.bad("key names must be unique");
      }
    }
  }

  /// What updating stores, all of it: what is left out is reset.
  private static void changeable(World world, ObjectNode key, ObjectNode body) {
    key.set("groups", Json.texts(world.pro ? Json.list(body, "groups") : List.of()));
    key.put("auto_assign_gw", Json.truth(body, "auto_assign_gw"));
    String relay = Json.text(body, "relay");
    if (!relay.isEmpty()) {
      key.put("relay", relay).put("auto_assign_gw", false);
    }
  }

  private static Reply update(Request request) {
    ObjectNode key =
        Optional.ofNullable(request.world().keys.get(request.variable("keyID")))
            .orElseThrow(() -> Refusal.internal("could not find any records"));
    changeable(request.world(), key, request.body());
    return new Reply.Raw(key.deepCopy());
  }

  private static Reply delete(Request request) {
    World world = request.world();
    String value = request.variable("keyID");
    ObjectNode key = world.keys.get(value);
    if (key == null) {
      throw Refusal.bad("could not find any records");
    }
    if (Json.truth(key, "default")) {
      throw Refusal.internal("cannot delete default network key");
    }
    world.keys.remove(value);
    return new Reply.Empty();
  }

  /// Counts one registration; says so where the key takes no more.
  static void use(World world, ObjectNode key) {
    if (!valid(world, key)) {
      throw Refusal.bad("invalid enrollment key");
    }
    long uses = Json.number(key, "uses_remaining");
    if (uses > 0) {
      key.put("uses_remaining", uses - 1);
    }
  }

  /// The networks of a key that exist.
  static Stream<String> networks(World world, ObjectNode key) {
    return Json.list(key, "networks").stream().filter(world.networks::containsKey);
  }
}
