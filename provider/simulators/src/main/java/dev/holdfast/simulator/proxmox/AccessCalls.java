package dev.holdfast.simulator.proxmox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Login and the question of what one may do.
final class AccessCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.of(
          "GET /access/ticket", _ -> Request.NOTHING,
          "POST /access/ticket", AccessCalls::login,
          "GET /access/permissions", AccessCalls::permissions);

  private AccessCalls() {}

  private static Object login(Request request) {
    World world = request.world();
    String user = request.need("username");
    if (!user.contains("@")) {
      user = user + "@" + request.text("realm").orElse("pam");
    }
    String password = request.need("password");
    boolean renewal = world.accounts.isTicket(password, user, world.now());
    if (!renewal && isChallenge(password)) {
      return answerChallenge(request, user);
    }
    if (!renewal && !world.accounts.passwordMatches(user, password)) {
      throw Stop.of(401, "authentication failure").after(Login.DELAY);
    }
    Optional<Secret> second = world.accounts.secondFactor(user);
    if (!renewal && second.isPresent()) {
      return request.text("tfa-challenge").isPresent() || request.text("otp").isPresent()
          ? answerChallenge(request, user)
          : challenge(world, user);
    }
    return granted(world, user);
  }

  private static boolean isChallenge(String password) {
    return password.startsWith("totp:");
  }

  private static Object challenge(World world, String user) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("username", user);
    answer.put("NeedTFA", 1);
    answer.put("ticket", "PVE:!tfa!:" + user + "::" + world.accounts.signature());
    answer.put("CSRFPreventionToken", world.accounts.signature());
    return answer;
  }

  private static Object answerChallenge(Request request, String user) {
    World world = request.world();
    String given = request.text("otp").orElse(request.need("password").replaceFirst("^totp:", ""));
    boolean right =
        world.accounts.secondFactor(user).map(code -> code.matches(given)).orElse(false);
    boolean pending =
        request.text("otp").isPresent()
            || request.text("tfa-challenge").filter(c -> c.contains("!tfa!:" + user)).isPresent();
    if (!right || !pending) {
      throw Stop.of(401, "authentication failure").after(Login.DELAY);
    }
    return granted(world, user);
  }

  private static Object granted(World world, String user) {
    Map<String, Object> answer = new LinkedHashMap<>(world.accounts.login(user, world.now()));
    answer.put("clustername", "simulated");
    Caller caller = new Caller(user, Optional.empty());
    answer.put(
        "cap", Map.of("vms", flags(world.accounts.privileges(caller, "/vms", Optional::empty))));
    return answer;
  }

  private static Object permissions(Request request) {
    World world = request.world();
    Caller caller = request.text("userid").map(Accounts::callerNamed).orElse(request.caller());
    if (!caller.authId().equals(request.caller().authId())) {
      request.rights().demand("/access", "Sys.Audit");
    }
    Set<String> paths = new TreeSet<>();
    Optional<String> only = request.text("path");
    if (only.isPresent()) {
      paths.add(only.get());
    } else {
      paths.addAll(
          List.of("/", "/access", "/nodes", "/pool", "/sdn", "/storage", "/vms", "/mapping"));
      paths.addAll(world.accounts.namedPaths());
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    Rights rights = new Rights(world, caller);
    for (String path : paths) {
      Set<String> held = rights.held(path);
      if (!held.isEmpty() || only.isPresent()) {
        answer.put(path, flags(held));
      }
    }
    return answer;
  }

  private static Map<String, Object> flags(Set<String> names) {
    Map<String, Object> flags = new LinkedHashMap<>();
    names.forEach(name -> flags.put(name, 1));
    return flags;
  }
}
