package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import dev.holdfast.simulator.proxmox.api.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Users, their tokens, and the access list.
final class UserCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("POST /access/users", UserCalls::create),
          entry("GET /access/users/{userid}", UserCalls::read),
          entry("GET /access/users/{userid}/token", UserCalls::tokens),
          entry("POST /access/users/{userid}/token/{tokenid}", UserCalls::addToken),
          entry("PUT /access/acl", UserCalls::changeAccess),
          entry("POST /cluster/config", UserCalls::found),
          entry("POST /cluster/config/join", UserCalls::found));

  private static final List<String> NOT_KEPT_OF_USERS =
      List.of("enable", "expire", "groups", "keys");

  private static final Set<String> WATCHING =
      Set.of(
          "Datastore.Audit",
          "Mapping.Audit",
          "Pool.Audit",
          "SDN.Audit",
          "Sys.Audit",
          "VM.Audit",
          "VM.GuestAgent.Audit");

  private static final Set<String> USING_MACHINES =
      Set.of(
          "VM.Audit",
          "VM.Backup",
          "VM.Config.CDROM",
          "VM.Config.Cloudinit",
          "VM.Console",
          "VM.GuestAgent.Audit",
          "VM.PowerMgmt");

  private UserCalls() {}

  private static void refuse(Request request, String thing, List<String> names) {
    for (String name : names) {
      if (request.text(name).isPresent()) {
        throw Stop.error("the simulator keeps no '" + name + "' of " + thing);
      }
    }
  }

  /// The list of users has a lock of its own, which needs a quorum.
  static void demandQuorum(World world, String what) {
    if (!world.isQuorate()) {
      throw Stop.error(what + " failed: cfs-lock 'file-user_cfg' error: no quorum!");
    }
  }

  private static Object create(Request request) {
    World world = request.world();
    String user = request.need("userid");
    String realm = user.substring(user.lastIndexOf('@') + 1);
    Rights rights = request.rights();
    if (!rights.has("/access/realm/" + realm, "Realm.AllocateUser")
        || !rights.has("/access/groups", "User.Modify")) {
      throw Stop.permission();
    }
    refuse(request, "users", NOT_KEPT_OF_USERS);
    demandQuorum(world, "create user");
    if (world.accounts.isUser(user)) {
      throw Stop.error("create user failed: user '" + user + "' already exists");
    }
    // Without a password nobody can log in: nobody knows this one.
    String password = request.text("password").orElseGet(world.accounts::signature);
    Map<String, String> details = new LinkedHashMap<>();
    for (String name : List.of("comment", "email", "firstname", "lastname")) {
      request.text(name).ifPresent(value -> details.put(name, value));
    }
    world.accounts.addUser(user, new Secret(password), Optional.empty(), details);
    return Request.NOTHING;
  }

  private static Accounts needUser(Request request) {
    Accounts accounts = request.world().accounts;
    String user = request.need("userid");
    if (!accounts.isUser(user)) {
      throw Stop.error("no such user ('" + user + "')");
    }
    return accounts;
  }

  private static Object read(Request request) {
    if (!request.rights().hasAny("/access/groups", List.of("User.Modify", "Sys.Audit"))) {
      throw Stop.permission();
    }
    Accounts accounts = needUser(request);
    Map<String, Object> user = new LinkedHashMap<>(accounts.details(request.need("userid")));
    user.put("enable", 1);
    Map<String, Object> tokens = new LinkedHashMap<>();
    accounts
        .tokensOf(request.need("userid"))
        .forEach((name, separated) -> tokens.put(name, Map.of("privsep", separated ? 1 : 0)));
    user.put("tokens", tokens);
    return user;
  }

  /// One may look after one's own tokens; those of others ask for a privilege.
  private static void demandTokens(Request request) {
    boolean own = request.caller().user().equals(request.need("userid"));
    if (!own && !request.rights().has("/access/groups", "User.Modify")) {
      throw Stop.permission();
    }
  }

  private static Object tokens(Request request) {
    demandTokens(request);
    List<Object> list = new ArrayList<>();
    needUser(request)
        .tokensOf(request.need("userid"))
        .forEach(
            (name, separated) -> list.add(Map.of("tokenid", name, "privsep", separated ? 1 : 0)));
    return list;
  }

  private static Object addToken(Request request) {
    demandTokens(request);
    Accounts accounts = needUser(request);
    refuse(request, "tokens", List.of("comment", "expire"));
    demandQuorum(request.world(), "generating token");
    String user = request.need("userid");
    String name = request.need("tokenid");
    if (accounts.tokensOf(user).containsKey(name)) {
      throw Stop.parameter("tokenid", "Token already exists.");
    }
    boolean separated = request.text("privsep").map("1"::equals).orElse(true);
    String secret = request.world().newUuid();
    accounts.addToken(user + "!" + name, new Secret(secret), separated);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("full-tokenid", user + "!" + name);
    // A text here, a number in the list.
    answer.put("info", Map.of("privsep", separated ? "1" : "0"));
    answer.put("value", secret);
    return answer;
  }

  private static Object changeAccess(Request request) {
    String path = request.need("path");
    List<String> enough = new ArrayList<>(List.of("Permissions.Modify"));
    if (path.startsWith("/vms/")) {
      enough.add("VM.Allocate");
    } else if (path.startsWith("/storage/")) {
      enough.add("Datastore.Allocate");
    } else if (path.startsWith("/pool/")) {
      enough.add("Pool.Allocate");
    }
    request.rights().demandAny(path, Optional.empty(), enough);
    refuse(request, "the access list", List.of("groups"));
    demandQuorum(request.world(), "update ACL");
    for (String role : Format.split(request.need("roles"))) {
      Set<String> privileges = role(request.world(), role);
      if (!request.rights().has(path, "Permissions.Modify")
          && !request.rights().held(path).containsAll(privileges)) {
        throw Stop.permission();
      }
      grant(request, path, role, privileges);
    }
    return Request.NOTHING;
  }

  private static void grant(Request request, String path, String role, Set<String> privileges) {
    Accounts accounts = request.world().accounts;
    boolean below = request.text("propagate").map("1"::equals).orElse(true);
    for (String list : List.of("users", "tokens")) {
      for (String who : request.text(list).map(Format::split).orElse(List.of())) {
        if (request.flag("delete")) {
          accounts.revoke(path, who, role);
        } else {
          accounts.grant(path, who, role, privileges, below);
        }
      }
    }
  }

  /// The privileges of a role that every server has.
  private static Set<String> role(World world, String name) {
    Set<String> all = world.accounts.allPrivileges();
    Set<String> wanted =
        switch (name) {
          case "Administrator" -> all;
          case "NoAccess" -> Set.of();
          case "PVEAuditor" -> WATCHING;
          case "PVEVMUser" -> USING_MACHINES;
          case "PVEDatastoreUser" -> Set.of("Datastore.AllocateSpace", "Datastore.Audit");
          default -> throw Stop.error("role '" + name + "' does not exist");
        };
    Set<String> known = new TreeSet<>(wanted);
    known.retainAll(all);
    return known;
  }

  private static Object found(Request request) {
    throw Stop.error("the simulator's cluster is there already");
  }
}
