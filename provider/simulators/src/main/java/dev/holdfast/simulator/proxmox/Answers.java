package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.http.HttpRequest;
import dev.holdfast.simulator.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The forms of answers: data, refusals with text, and those with an empty body.
final class Answers {

  static final String BAD_REQUEST = "Bad Request";

  /// A body that is no JSON is refused before there is anything to answer in JSON.
  static final String MALFORMED_JSON =
      "malformed JSON string, neither tag, array, object, number, string or atom";

  private static final String JSON = "application/json;charset=UTF-8";

  /// A part of a list, beside which the answer says how long all of it is.
  record Counted(List<Object> part, int total) {}

  /// Data that the server answers only after it has worked for a while.
  record Late(Object data, Duration after) {}

  private Answers() {}

  static HttpResponse data(Object data, World world) {
    if (data instanceof Late(var real, var after)) {
      return data(real, world).delayed(after);
    }
    Map<String, Object> body =
        data instanceof Counted(var part, var total)
            ? Map.of("data", part, "total", total)
            : Map.of("data", data);
    return HttpResponse.text(200, "OK", JSON, json(body, world));
  }

  /// The reason phrase carries the first line of the text, the body repeats it.
  ///
  /// A character outside ASCII kills the writer of the answer: what is left is a 596 after 5 s.
  static HttpResponse refusal(Stop.Refusal refusal, World world) {
    String text = refusal.text();
    if (text.equals(BAD_REQUEST)) {
      return HttpResponse.empty(refusal.status(), text);
    }
    if (text.equals(MALFORMED_JSON)) {
      return HttpResponse.text(refusal.status(), text, "text/plain", text + "\n");
    }
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      return HttpResponse.empty(596, "Broken pipe").delayed(Duration.ofSeconds(5));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("data", Request.NOTHING);
    body.put("message", text + "\n");
    if (!refusal.errors().isEmpty()) {
      body.put("errors", refusal.errors());
    }
    return HttpResponse.text(
            refusal.status(), text.lines().findFirst().orElse(""), JSON, json(body, world))
        .delayed(refusal.delay());
  }

  static HttpResponse rejected(Login.Rejected rejected) {
    HttpResponse empty = HttpResponse.empty(401, rejected.reason());
    return empty.delayed(rejected.delay());
  }

  static HttpResponse noRoute() {
    return HttpResponse.empty(595, "No route to host");
  }

  static Stop.Refusal notImplemented(HttpRequest request) {
    String path = request.path();
    String shown =
        path.startsWith(Dispatcher.ROOT_PATH)
            ? path.substring(Dispatcher.ROOT_PATH.length())
            : path;
    return Stop.of(501, "Method '" + request.method() + " " + shown + "' not implemented");
  }

  private static String json(Object value, World world) {
    world.guard.lock();
    try {
      return JsonText.write(value, world.random);
    } finally {
      world.guard.unlock();
    }
  }
}
