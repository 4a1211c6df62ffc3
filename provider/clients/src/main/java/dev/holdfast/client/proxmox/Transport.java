package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.Execution;
import dev.holdfast.client.http.HttpCall;
import dev.holdfast.client.http.HttpCore;
import dev.holdfast.client.http.HttpOutcome;
import dev.holdfast.client.http.HttpTimeouts;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Sends calls to the cluster: entry points, credentials, limits per node, repetition.
///
/// A call is repeated only as its [Reply.Advice] says, and never more often than [Attempts] lets
/// it. Every attempt passes the node's gate anew, so that a waiting call holds nobody up.
final class Transport implements Api {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int BODY_LIMIT = 512 << 10;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST_UPLOAD = Duration.ofHours(6);

  private final HttpCore http;
  private final EntryPoints entryPoints;
  private final Session session;
  private final NodeGates gates;
  private final HttpTimeouts timeouts;
  private final Pacer pacer;

  Transport(
      HttpCore http,
      EntryPoints entryPoints,
      Session session,
      NodeGates gates,
      HttpTimeouts timeouts,
      Pacer pacer) {
    this.http = http;
    this.entryPoints = entryPoints;
    this.session = session;
    this.gates = gates;
    this.timeouts = timeouts;
    this.pacer = pacer;
  }

  Transport with(Session other) {
    return new Transport(http, entryPoints, other, gates, timeouts, pacer);
  }

  @Override
  public JsonNode call(ApiRequest request) {
    Attempts attempts = new Attempts(entryPoints.count());
    while (true) {
      Reply reply = attempt(request, attempts);
      switch (reply) {
        case Reply.Data(JsonNode data) -> {
          return data;
        }
        case Reply.Failed(ProxmoxException failure, Reply.Advice advice) -> {
          ProxmoxException telling = attempts.telling(failure);
          rest(attempts.pause(advice).orElseThrow(() -> telling), telling);
        }
      }
    }
  }

  private Reply attempt(ApiRequest request, Attempts attempts) {
    URI entry = entryPoints.current();
    Map<String, String> proof = session.headers(request.verb() != ApiRequest.Verb.GET);
    checkTime(request);
    Reply reply =
        gates.through(
            request,
            () -> AnswerReader.read(request, entry, send(httpCall(request, entry, proof))));
    if (reply instanceof Reply.Failed(ProxmoxException failure, Reply.Advice advice)) {
      return new Reply.Failed(failure, prepared(advice, entry, proof, attempts));
    }
    return reply;
  }

  /// Does what the advice needs before the next attempt.
  private Reply.Advice prepared(
      Reply.Advice advice, URI entry, Map<String, String> proof, Attempts attempts) {
    return switch (advice) {
      case LOGIN ->
          attempts.mayLogin() && session.renewable(proof)
              ? Reply.Advice.LOGIN
              : Reply.Advice.GIVE_UP;
      case ELSEWHERE, AROUND -> {
        entryPoints.leave(entry);
        yield advice;
      }
      case GIVE_UP, AGAIN, LATER -> advice;
    };
  }

  private HttpOutcome send(HttpCall call) {
    return http.exchange(call, CallContext.current().cancellation());
  }

  private HttpCall httpCall(ApiRequest request, URI entry, Map<String, String> proof) {
    boolean inBody =
        request.verb() == ApiRequest.Verb.POST || request.verb() == ApiRequest.Verb.PUT;
    String query = inBody ? "" : FormText.of(request.params());
    // A file takes as long as it takes: only the caller's own time ends it, or a server that is
    // silent for long.
    Duration longest = request.file().isPresent() ? LONGEST_UPLOAD : timeouts.call();
    HttpTimeouts patience = new HttpTimeouts(timeouts.connect(), timeouts.idle(), longest);
    return new HttpCall(
        request.verb().name(),
        URI.create(
            entry + "/api2/json" + request.path().encoded() + (query.isEmpty() ? "" : "?" + query)),
        proof,
        inBody ? Optional.of(body(request)) : Optional.empty(),
        request.effect() != ApiRequest.Effect.READS,
        patience.within(CallContext.current().atMost(longest, pacer).plus(SHORTEST)));
  }

  private static HttpCall.Body body(ApiRequest request) {
    if (request.file().isPresent()) {
      Map<String, String> fields = new LinkedHashMap<>();
      request.params().entries().forEach(param -> fields.put(param.name(), param.value()));
      return new HttpCall.Form(fields, request.file().get(), boundary());
    }
    String form = FormText.of(request.params());
    if (form.length() > BODY_LIMIT) {
      throw new IllegalArgumentException(
          "%s has %d bytes of parameters; the server takes %d."
              .formatted(request, form.length(), BODY_LIMIT));
    }
    return new HttpCall.Text(FORM, form);
  }

  private static String boundary() {
    return "holdfast" + UUID.randomUUID().toString().replace("-", "");
  }

  private void checkTime(ApiRequest request) {
    Optional<CallContext.Unsent> unsent = CallContext.current().unsent(request, pacer);
    if (unsent.isPresent()) {
      throw new StoppedException(
          unsent.get().cancelled() ? Code.CANCELLED : Code.TIMEOUT,
          Execution.NOT_EXECUTED,
          unsent.get().message());
    }
  }

  /// Waits before the next attempt; when the time ends first, the trouble is what the user reads.
  private void rest(Duration pause, ProxmoxException failure) {
    if (!CallContext.current().rest(pause, pacer)) {
      throw failure;
    }
  }
}
