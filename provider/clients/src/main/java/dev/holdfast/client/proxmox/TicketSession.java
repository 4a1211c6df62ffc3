package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.proxmox.Credentials.SecondFactor;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/// A login with user and password: a ticket of two hours, renewed at half its life.
///
/// The lock makes a login or renewal happen once for all callers; a ticket holds for every node of
/// the cluster.
final class TicketSession implements Session {
  private static final ApiPath PATH = ApiPath.of("access", "ticket");
  private static final Duration HALF_LIFE = Duration.ofHours(1);
  private static final Duration LIFE = Duration.ofMinutes(115);

  private record Ticket(String text, String csrfToken, Instant issued) {}

  private final Api anonymous;
  private final Credentials.Login login;
  private final Pacer pacer;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Ticket> ticket = Optional.empty();
  private boolean codeUsed;

  TicketSession(Api anonymous, Credentials.Login login, Pacer pacer) {
    this.anonymous = anonymous;
    this.login = login;
    this.pacer = pacer;
  }

  @Override
  public Map<String, String> headers(boolean changes) {
    Ticket valid = valid();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cookie", cookie(valid));
    if (changes) {
      headers.put("CSRFPreventionToken", valid.csrfToken());
    }
    return headers;
  }

  @Override
  public boolean renewable(Map<String, String> refused) {
    lock.lock();
    try {
      // Another caller may have logged in meanwhile: only the refused ticket is thrown away.
      ticket = ticket.filter(held -> !cookie(held).equals(refused.get("Cookie")));
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Ticket valid() {
    lock.lock();
    try {
      Ticket valid = ticket.map(this::renewedInTime).orElseGet(this::loggedIn);
      ticket = Optional.of(valid);
      return valid;
    } finally {
      lock.unlock();
    }
  }

  private Ticket renewedInTime(Ticket held) {
    Duration age = Duration.between(held.issued(), pacer.now());
    if (age.compareTo(HALF_LIFE) < 0) {
      return held;
    }
    try {
      // A ticket is its own password for a renewal, which spares the second factor.
      return ticket(request(Params.of("username", login.user()).with("password", held.text())));
    } catch (ProxmoxException e) {
      if (e.is(Code.AUTHENTICATION)) {
        return loggedIn();
      }
      if (age.compareTo(LIFE) < 0 && !e.is(Code.CANCELLED)) {
        return held;
      }
      throw e;
    }
  }

  private Ticket loggedIn() {
    Params user = Params.of("username", login.user());
    JsonNode data = request(user.with("password", login.password().reveal()));
    if (Json.flag(data, "NeedTFA")) {
      String challenge = Json.text(data, "ticket").orElse("");
      data =
          request(user.with("tfa-challenge", challenge).with("password", "totp:" + oneTimeCode()));
    }
    return ticket(data);
  }

  private String oneTimeCode() {
    return switch (login.secondFactor()) {
      case SecondFactor.None _ ->
          throw refused("the user needs a second factor and none is configured");
      case SecondFactor.Code(var code) -> {
        if (codeUsed) {
          throw refused(
              "a new login is needed and the one-time code has been used; give the authenticator's"
                  + " key instead");
        }
        codeUsed = true;
        yield code.reveal();
      }
      case SecondFactor.AuthenticatorKey(var key) -> TimeCode.of(key, pacer.now());
    };
  }

  private JsonNode request(Params params) {
    return anonymous.call(
        new ApiRequest(ApiRequest.Verb.POST, PATH, params, ApiRequest.Effect.REPEATABLE));
  }

  private Ticket ticket(JsonNode data) {
    return new Ticket(
        Json.text(data, "ticket").orElseThrow(() -> refused("the server gave no ticket")),
        Json.text(data, "CSRFPreventionToken").orElse(""),
        pacer.now());
  }

  private RefusedException refused(String why) {
    return new RefusedException(
        Code.AUTHENTICATION,
        Execution.NOT_EXECUTED,
        401,
        "No login as %s: %s.".formatted(login.user(), why),
        Map.of(),
        Optional.empty());
  }

  private static String cookie(Ticket held) {
    return "PVEAuthCookie=" + held.text();
  }
}
