package dev.holdfast.simulator.proxmox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Users, tokens, tickets and the access list.
final class Accounts {

  private static final Duration TICKET_LIFE = Duration.ofHours(2);

  /// One entry of the access list.
  private record Entry(String role, Set<String> privileges, boolean propagate) {}

  private record User(
      Secret password, Optional<Secret> secondFactor, Map<String, String> details) {}

  private record Token(Secret secret, boolean separated) {}

  /// A login: who, until when, and the text that writes must carry.
  record Ticket(String user, Instant expires, Secret csrf) {}

  private final Map<String, User> users = new TreeMap<>();
  private final Map<String, Token> tokens = new TreeMap<>();
  private final Map<String, Ticket> tickets = new HashMap<>();
  // By who and path: listings ask for every machine's path.
  private final Map<String, Map<String, List<Entry>>> entries = new TreeMap<>();
  private final Set<String> allPrivileges;
  private final Random random;

  Accounts(Set<String> allPrivileges, Random random) {
    this.allPrivileges = Set.copyOf(allPrivileges);
    this.random = random;
  }

  void addUser(String user, Secret password, Optional<Secret> secondFactor) {
    addUser(user, password, secondFactor, Map.of());
  }

  void addUser(
      String user, Secret password, Optional<Secret> secondFactor, Map<String, String> details) {
    users.put(user, new User(password, secondFactor, Map.copyOf(details)));
  }

  boolean isUser(String user) {
    return users.containsKey(user);
  }

  /// What is known of a user besides secrets.
  Map<String, String> details(String user) {
    return Optional.ofNullable(users.get(user)).map(User::details).orElse(Map.of());
  }

  /// The names of a user's tokens, and whether each has privileges of its own only.
  Map<String, Boolean> tokensOf(String user) {
    Map<String, Boolean> found = new TreeMap<>();
    tokens.forEach((id, token) -> {
      if (id.startsWith(user + "!")) {
        found.put(id.substring(user.length() + 1), token.separated);
      }
    });
    return found;
  }

  void addToken(String authId, Secret secret, boolean separated) {
    tokens.put(authId, new Token(secret, separated));
  }

  void grant(String path, String authId, Set<String> privileges, boolean propagate) {
    revoke(path, authId);
    grant(path, authId, "", privileges, propagate);
  }

  /// Gives a role, besides others that are given already.
  void grant(String path, String authId, String role, Set<String> privileges, boolean propagate) {
    revoke(path, authId, role);
    at(authId, path).add(new Entry(role, Set.copyOf(privileges), propagate));
  }

  void revoke(String path, String authId) {
    at(authId, path).clear();
  }

  void revoke(String path, String authId, String role) {
    at(authId, path).removeIf(e -> e.role.equals(role));
  }

  private List<Entry> at(String authId, String path) {
    return entries
        .computeIfAbsent(authId, _ -> new TreeMap<>())
        .computeIfAbsent(path, _ -> new ArrayList<>());
  }

  boolean passwordMatches(String user, String password) {
    return Optional.ofNullable(users.get(user))
        .map(u -> u.password.matches(password))
        .orElse(false);
  }

  Optional<Secret> secondFactor(String user) {
    return Optional.ofNullable(users.get(user)).flatMap(User::secondFactor);
  }

  boolean isTicket(String ticket, String user, Instant now) {
    return ticket(ticket, now).map(t -> t.user().equals(user)).orElse(false);
  }

  Optional<Caller> tokenCaller(String authId, String secret) {
    return Optional.ofNullable(tokens.get(authId))
        .filter(t -> t.secret.matches(secret))
        .map(_ -> callerNamed(authId));
  }

  /// The caller that an access list's name means.
  static Caller callerNamed(String authId) {
    int mark = authId.indexOf('!');
    return mark < 0
        ? new Caller(authId, Optional.empty())
        : new Caller(authId.substring(0, mark), Optional.of(authId.substring(mark + 1)));
  }

  /// A new ticket and the text for writes.
  Map<String, String> login(String user, Instant now) {
    String stamp = "%08X".formatted(now.getEpochSecond());
    String ticket = "PVE:" + user + ":" + stamp + "::" + signature();
    String csrf = stamp + ":" + signature();
    tickets.put(ticket, new Ticket(user, now.plus(TICKET_LIFE), new Secret(csrf)));
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("username", user);
    answer.put("ticket", ticket);
    answer.put("CSRFPreventionToken", csrf);
    return answer;
  }

  Optional<Ticket> ticket(String text, Instant now) {
    return Optional.ofNullable(tickets.get(text)).filter(t -> now.isBefore(t.expires));
  }

  /// Makes every ticket worthless, as a long time or a new cluster key does.
  void expireTickets() {
    tickets.clear();
  }

  String signature() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      text.append("%02x".formatted(random.nextInt(256)));
    }
    return text.toString();
  }

  /// What a caller may do on a path; `pool` is the pool of what lies there.
  Set<String> privileges(Caller caller, String path, Supplier<Optional<String>> pool) {
    if (caller.user().equals(Caller.ROOT) && !isSeparated(caller)) {
      return allPrivileges;
    }
    if (caller.token().isEmpty()) {
      return ofName(caller.user(), path, pool);
    }
    Caller owner = new Caller(caller.user(), Optional.empty());
    Set<String> owned = new HashSet<>(privileges(owner, path, pool));
    if (isSeparated(caller)) {
      owned.retainAll(ofName(caller.authId(), path, pool));
    }
    return owned;
  }

  private boolean isSeparated(Caller caller) {
    return caller.token().isPresent()
        && Optional.ofNullable(tokens.get(caller.authId())).map(Token::separated).orElse(true);
  }

  private Set<String> ofName(String authId, String path, Supplier<Optional<String>> pool) {
    Set<String> found = new HashSet<>(nearest(authId, path));
    pool.get().ifPresent(p -> found.addAll(nearest(authId, "/pool/" + p)));
    return found;
  }

  /// The entry on the longest path decides; those above count only when they propagate.
  private Set<String> nearest(String authId, String path) {
    Map<String, List<Entry>> own = entries.getOrDefault(authId, Map.of());
    String at = path;
    while (true) {
      boolean above = !at.equals(path);
      List<Entry> here =
          own.getOrDefault(at, List.of()).stream().filter(e -> !above || e.propagate).toList();
      if (!here.isEmpty()) {
        return here.stream().flatMap(e -> e.privileges.stream()).collect(Collectors.toSet());
      }
      if (at.equals("/")) {
        return Set.of();
      }
      at = at.lastIndexOf('/') == 0 ? "/" : at.substring(0, at.lastIndexOf('/'));
    }
  }

  /// Every path that an access entry names for a caller or its user.
  Set<String> namedPaths() {
    Set<String> paths = new TreeSet<>();
    entries
        .values()
        .forEach(own ->
            own.forEach((path, here) -> {
              if (!here.isEmpty()) {
                paths.add(path);
              }
            }));
    return paths;
  }

  Set<String> allPrivileges() {
    return allPrivileges;
  }
}
