package dev.holdfast.simulator.netmaker;

import dev.holdfast.simulator.http.ArmedFaults;
import dev.holdfast.simulator.http.Delivery;
import dev.holdfast.simulator.http.HttpRequest;
import dev.holdfast.simulator.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers requests: route, caller, faults, then the call's handler under the world's guard.
final class Dispatcher {

  private static final String JSON = "application/json";

  private final World world;
  private final ArmedFaults<Fault> faults;
  private final RequestLog log;
  private final List<Route> routes;

  Dispatcher(World world, ArmedFaults<Fault> faults, RequestLog log) {
    this.world = world;
    this.faults = faults;
    this.log = log;
    List<Route> all = new ArrayList<>();
    all.addAll(ServerCalls.ROUTES);
    all.addAll(NetworkCalls.ROUTES);
    all.addAll(KeyCalls.ROUTES);
    all.addAll(HostCalls.ROUTES);
    all.addAll(NodeCalls.ROUTES);
    all.addAll(EgressCalls.ROUTES);
    all.addAll(PolicyCalls.ROUTES);
    all.addAll(ClientCalls.ROUTES);
    this.routes = all.stream().filter(route -> route.isIn(world.release)).toList();
  }

  private record Found(Route route, Map<String, String> variables) {}

  HttpResponse handle(HttpRequest request) {
    RequestLog.Entry entry = log.open(request);
    HttpResponse response = answer(request, entry);
    boolean whole = response.delivery() instanceof Delivery.Whole;
    entry.close(whole ? response.status() : 0);
    return response;
  }

  private HttpResponse answer(HttpRequest request, RequestLog.Entry entry) {
    Optional<Found> found = find(request);
    if (found.isEmpty()) {
      return words(404, "404 page not found\n");
    }
    Route route = found.get().route();
    entry.template(route.path());
    String text = request.body().text();
    Supplier<HttpResponse> work = () -> settled(request, found.get(), text, entry);
    Optional<Fault> fault = faults.meet(route.method(), route.path());
    return fault.isEmpty() ? work.get() : faulty(fault.get(), work);
  }

  private Optional<Found> find(HttpRequest request) {
    List<String> segments =
        Arrays.stream(request.path().split("/")).filter(part -> !part.isEmpty()).toList();
    return routes.stream()
        .filter(route -> route.method().equals(request.method()))
        .flatMap(route -> route.match(segments).map(values -> new Found(route, values)).stream())
        .findFirst();
  }

  private HttpResponse faulty(Fault fault, Supplier<HttpResponse> work) {
    return switch (fault) {
      case Fault.ServerError(int status, String text) -> error(status, text);
      case Fault.ProxyError(int status) ->
          HttpResponse.text(
              status, "Bad Gateway", "text/html", "<html><body>proxy error</body></html>");
      case Fault.Slow(Duration delay) -> work.get().delayed(delay);
      case Fault.CutBefore() -> cut();
      case Fault.LostAnswer() -> work.get().delivered(new Delivery.CutAfter(0));
      case Fault.ExpiredTokens() -> {
        guarded(() -> {
          world.accounts.expireLogins();
          return true;
        });
        yield error(401, "token expired");
      }
      case Fault.HookBefore(Runnable hook) -> {
        hook.run();
        yield work.get();
      }
      case Fault.HookAfter(Runnable hook) -> {
        HttpResponse response = work.get();
        hook.run();
        yield response;
      }
    };
  }

  /// What a call answers: a refusal is an answer too.
  private HttpResponse settled(
      HttpRequest request, Found found, String text, RequestLog.Entry entry) {
    try {
      Reply reply =
          guarded(() -> {
            Caller caller = caller(request, found.route());
            entry.caller(caller.label());
            if (!text.isBlank()) {
              entry.body(Json.body(text));
            }
            return found
                .route()
                .handler()
                .handle(new Request(world, caller, found.variables(), request.query(), text));
          });
      if (!request.method().equals("GET")) {
        world.clock.changed();
      }
      return response(reply);
    } catch (Refusal e) {
      return e.status() == 429 ? words(429, e.text()) : error(e.status(), e.text());
    }
  }

  private Caller caller(HttpRequest request, Route route) {
    Caller caller =
        request
            .headers()
            .first("authorization")
            .filter(value -> value.startsWith("Bearer "))
            .flatMap(value -> world.accounts.caller(value.substring(7), world.now()))
            .orElseGet(Caller.Nobody::new);
    boolean allowed =
        switch (route.access()) {
          case ANYBODY -> true;
          case USER -> caller instanceof Caller.User || caller instanceof Caller.Master;
          case HOST ->
              caller instanceof Caller.Host
                  || caller instanceof Caller.Master
                  || (caller instanceof Caller.User && !world.release.redesigned());
        };
    if (!allowed) {
      throw Refusal.of(401, "W1R3: You are unauthorized to access this endpoint.");
    }
    return caller;
  }

  private static HttpResponse response(Reply reply) {
    return switch (reply) {
      case Reply.Raw(JsonNode value) ->
          HttpResponse.text(200, "OK", JSON, Json.write(value) + "\n");
      case Reply.Envelope(int status, String message, JsonNode value) -> {
        ObjectNode body = Json.object().put("Code", status).put("Message", message);
        body.set("Response", value);
        yield HttpResponse.text(status, "OK", JSON, Json.write(body));
      }
      case Reply.Empty() -> HttpResponse.empty(200, "OK");
      case Reply.Words(int status, String text) -> words(status, text);
    };
  }

  private static HttpResponse error(int status, String text) {
    ObjectNode body = Json.object().put("Code", status).put("Message", text);
    body.set("Response", Json.nothing());
    return HttpResponse.text(status, "Error", JSON, Json.write(body));
  }

  private static HttpResponse words(int status, String text) {
    return HttpResponse.text(
        status, status == 200 ? "OK" : "Error", "text/plain; charset=utf-8", text);
  }

  private static HttpResponse cut() {
    return HttpResponse.empty(500, "cut").delivered(new Delivery.CutAfter(0));
  }

  private <T> T guarded(Supplier<T> action) {
    world.guard.lock();
    try {
      return action.get();
    } finally {
      world.guard.unlock();
    }
  }
}
