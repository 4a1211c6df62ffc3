package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.http.HttpRequest;
import java.io.Serial;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Finds out who makes a request: by token, or by ticket with the text that writes must carry.
final class Login {

  private static final String TOKEN = "PVEAPIToken=";
  private static final String COOKIE = "PVEAuthCookie=";
  // Every refused login is answered late, against guessing.
  static final Duration DELAY = Duration.ofSeconds(3);

  private final World world;

  Login(World world) {
    this.world = world;
  }

  /// A 401, whose body is empty.
  static final class Rejected extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final String reason;
    private final transient Duration delay;

    private Rejected(String reason, Duration delay) {
      super(reason, null, false, false);
      this.reason = reason;
      this.delay = delay;
    }

    String reason() {
      return reason;
    }

    Duration delay() {
      return delay;
    }
  }

  static Rejected failed() {
    return new Rejected("Authentication failed!", DELAY);
  }

  Caller caller(HttpRequest request) {
    Optional<String> authorization = request.headers().first("authorization");
    if (authorization.filter(a -> a.startsWith(TOKEN)).isPresent()) {
      return ofToken(authorization.get().substring(TOKEN.length()));
    }
    return ofTicket(
        request, cookie(request).orElseThrow(() -> new Rejected("No ticket", Duration.ZERO)));
  }

  private Caller ofToken(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw failed();
    }
    return world
        .accounts
        .tokenCaller(text.substring(0, equals), text.substring(equals + 1))
        .orElseThrow(Login::failed);
  }

  private Caller ofTicket(HttpRequest request, String text) {
    Accounts.Ticket ticket = world.accounts.ticket(text, world.now()).orElseThrow(Login::failed);
    if (!request.method().equals("GET")) {
      Optional<String> csrf = request.headers().first("csrfpreventiontoken");
      if (csrf.filter(ticket.csrf()::matches).isEmpty()) {
        throw new Rejected("Permission denied - invalid csrf token", Duration.ZERO);
      }
    }
    return new Caller(ticket.user(), Optional.empty());
  }

  private static Optional<String> cookie(HttpRequest request) {
    return request.headers().all("cookie").stream()
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::strip)
        .filter(pair -> pair.startsWith(COOKIE))
        .map(pair ->
            URLDecoder.decode(
                pair.substring(COOKIE.length()).replace("+", "%2B"), StandardCharsets.UTF_8))
        .findFirst();
  }
}
