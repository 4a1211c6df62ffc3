package dev.holdfast.simulator.netmaker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Who may call: the master key, users, their tokens and hosts.
final class Accounts {

  private static final Duration LOGIN_LIFE = Duration.ofHours(12);
  private static final Duration HOST_LIFE = Duration.ofMinutes(15);
  private static final Duration LOCK_OUT = Duration.ofHours(1);
  private static final int LOGINS_A_MINUTE = 10;

  private record Token(Caller caller, Instant end, boolean login) {}

  private final boolean limited;
  private final Random random;
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, String> hostPasswords = new HashMap<>();
  private final Map<String, Token> tokens = new HashMap<>();
  private final Deque<Instant> logins = new ArrayDeque<>();
  private final String masterKey;
  private Instant locked = Instant.EPOCH;

  Accounts(boolean limited, Random random) {
    this.limited = limited;
    this.random = random;
    this.masterKey = randomText();
  }

  String masterKey() {
    return masterKey;
  }

  void addUser(String name, String password) {
    passwords.put(name, password);
  }

  boolean hasUser(String name) {
    return passwords.containsKey(name);
  }

  /// An access token of a user until some moment.
  String accessToken(String user, Instant end) {
    return token(new Caller.User(user), end, false);
  }

  void addHost(String id, String password) {
    hostPasswords.put(id, password);
  }

  void forgetHost(String id) {
    hostPasswords.remove(id);
    tokens.values().removeIf(token -> token.caller().equals(new Caller.Host(id)));
  }

  /// Logs a user in.
  String login(String user, String password, Instant now) {
    limit(now);
    if (!passwords.containsKey(user)) {
      throw Refusal.of(401, "incorrect credentials");
    }
    if (!password.equals(passwords.get(user))) {
      throw Refusal.bad("incorrect credentials");
    }
    return token(new Caller.User(user), now.plus(LOGIN_LIFE), true);
  }

  /// Logs a host in.
  String hostLogin(String id, String password, Instant now) {
    if (!hostPasswords.containsKey(id)) {
      throw Refusal.bad("record not found");
    }
    if (!password.equals(hostPasswords.get(id))) {
      throw Refusal.of(401, "unauthorized");
    }
    return token(new Caller.Host(id), now.plus(HOST_LIFE), false);
  }

  private void limit(Instant now) {
    if (!limited) {
      return;
    }
    while (!logins.isEmpty() && logins.getFirst().isBefore(now.minusSeconds(60))) {
      logins.removeFirst();
    }
    logins.add(now);
    if (logins.size() > LOGINS_A_MINUTE) {
      locked = now.plus(LOCK_OUT);
    }
    if (locked.isAfter(now)) {
      throw Refusal.of(429, "Too Many Requests");
    }
  }

  /// Makes every token that came from a login worthless.
  void expireLogins() {
    tokens.values().removeIf(Token::login);
  }

  /// Who has this bearer; empty for nobody.
  Optional<Caller> caller(String bearer, Instant now) {
    if (bearer.equals(masterKey)) {
      return Optional.of(new Caller.Master());
    }
    return Optional.ofNullable(tokens.get(bearer))
        .filter(token -> token.end().isAfter(now))
        .map(Token::caller);
  }

  private String token(Caller caller, Instant end, boolean login) {
    String text = randomText();
    tokens.put(text, new Token(caller, end, login));
    return text;
  }

  /// As long as the values of the server's keys.
  String randomText() {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
