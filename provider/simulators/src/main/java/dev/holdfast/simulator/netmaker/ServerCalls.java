package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.netmaker.Route.Access;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What the server says about itself, logins and access tokens.
final class ServerCalls {

  private ServerCalls() {}

  static final List<Route> ROUTES =
      List.of(
          Route.of("GET", "/api/server/status", Access.ANYBODY, ServerCalls::status),
          Route.of(
              "GET",
              "/api/server/health",
              Access.ANYBODY,
              _ -> new Reply.Words(200, "Server is up and running!!")),
          Route.of("POST", "/api/users/adm/authenticate", Access.ANYBODY, ServerCalls::login),
          Route.of("POST", "/api/v1/users/access_token", Access.USER, ServerCalls::accessToken)
              .since(0, 99, 0));

  private static Reply status(Request request) {
    World world = request.world();
    return new Reply.Raw(
        Json.object()
            .put("db_connected", true)
            .put("broker_connected", false)
            .put("is_pro", world.pro)
            .put("version", world.release.toString()));
  }

  private static Reply login(Request request) {
    ObjectNode body = request.body();
    String user = Json.text(body, "username");
    String token =
        request.world().accounts.login(user, Json.text(body, "password"), request.world().now());
    return new Reply.Envelope(
        200,
        "W1R3: Device " + user + " Authorized",
        Json.object().put("UserName", user).put("AuthToken", token));
  }

  /// The caller is looked up as a user, so the master key cannot do this; a token without an end
  /// has ended.
  private static Reply accessToken(Request request) {
    ObjectNode body = request.body();
    String user = Json.text(body, "user_name");
    if (Json.text(body, "name").isEmpty() || user.isEmpty()) {
      throw Refusal.bad("name and user_name are required");
    }
    boolean known =
        request.caller() instanceof Caller.User(String name)
            && request.world().accounts.hasUser(name);
    if (!known || !request.world().accounts.hasUser(user)) {
      throw Refusal.of(401, "record not found");
    }
    String token = request.world().accounts.accessToken(user, end(Json.text(body, "expires_at")));
    return new Reply.Envelope(
        200,
        "api access token has generated",
        Json.object().put("UserName", user).put("AuthToken", token));
  }

  private static Instant end(String text) {
    try {
      return text.isEmpty() ? Instant.EPOCH : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw Refusal.bad("expires_at: not a time");
    }
  }
}
