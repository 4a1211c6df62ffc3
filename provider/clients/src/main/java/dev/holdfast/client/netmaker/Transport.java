package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.HttpCall;
import dev.holdfast.client.http.HttpCore;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.http.Pauses;
import dev.holdfast.client.http.Secret;
import dev.holdfast.client.netmaker.NetmakerException.Code;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Sends calls to the server and repeats them as their [Reply.Advice] says.
final class Transport implements Api {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final HttpCore http;
  private final NetmakerConfig config;
  private final Session session;
  private final Pacer pacer;

  Transport(HttpCore http, NetmakerConfig config, Session session, Pacer pacer) {
    this.http = http;
    this.config = config;
    this.session = session;
    this.pacer = pacer;
  }

  Transport with(Session other) {
    return new Transport(http, config, other, pacer);
  }

  /// Counts what was tried for one call.
  private static final class Tries {
    private final Pauses pauses = new Pauses();
    private boolean loggedIn;

    /// How long to wait before the next attempt; empty when there is none.
    Optional<Duration> next(Reply.Advice advice, boolean renewable) {
      return switch (advice) {
        case GIVE_UP -> Optional.empty();
        case LOGIN -> {
          boolean first = !loggedIn && renewable;
          loggedIn = true;
          yield first ? Optional.of(Duration.ZERO) : Optional.empty();
        }
        case AGAIN -> pauses.stale();
        case LATER -> pauses.longer();
      };
    }
  }

  @Override
  public JsonNode call(NetmakerCall call) {
    Tries tries = new Tries();
    while (true) {
      checkTime(call);
      Optional<Secret> bearer = session.bearer();
      Reply reply = attempt(call, bearer);
      switch (reply) {
        case Reply.Data(JsonNode data) -> {
          return data;
        }
        case Reply.Failed(NetmakerException failure, Reply.Advice advice) -> {
          boolean renewable =
              advice == Reply.Advice.LOGIN && bearer.map(session::renewable).orElse(false);
          rest(tries.next(advice, renewable).orElseThrow(() -> failure), failure);
        }
      }
    }
  }

  private Reply attempt(NetmakerCall call, Optional<Secret> bearer) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    bearer.ifPresent(token -> headers.put("Authorization", "Bearer " + token.reveal()));
    Duration left = CallContext.current().atMost(config.timeouts().call(), pacer);
    HttpCall sent =
        new HttpCall(
            call.method(),
            URI.create(config.endpoint() + call.path()),
            headers,
            body(call),
            call.effect() != NetmakerCall.Effect.READS,
            config.timeouts().within(left.plus(SHORTEST)));
    return new AnswerReader(call, config.endpoint())
        .read(http.exchange(sent, CallContext.current().cancellation()));
  }

  /// A POST without fields still needs a body, and the server decodes it as an object.
  private static Optional<HttpCall.Body> body(NetmakerCall call) {
    return call.body().map(fields -> new HttpCall.Text("application/json", fields.json()));
  }

  private void checkTime(NetmakerCall call) {
    Optional<CallContext.Unsent> unsent = CallContext.current().unsent(call, pacer);
    if (unsent.isPresent()) {
      throw NetmakerException.unexecuted(
          unsent.get().cancelled() ? Code.CANCELLED : Code.TIMEOUT, unsent.get().message());
    }
  }

  /// Waits before the next attempt; when the time ends first, the trouble is what the user reads.
  private void rest(Duration pause, NetmakerException failure) {
    if (!CallContext.current().rest(pause, pacer)) {
      throw failure;
    }
  }
}
