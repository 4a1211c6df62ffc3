package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.http.Delivery;
import dev.holdfast.simulator.http.HttpRequest;
import dev.holdfast.simulator.http.HttpResponse;
import dev.holdfast.simulator.http.RequestBody;
import dev.holdfast.simulator.proxmox.api.Access;
import dev.holdfast.simulator.proxmox.api.ApiCatalog;
import dev.holdfast.simulator.proxmox.api.ParameterCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Answers requests: credentials, node, faults, privileges, parameters, then the call's handler.
///
/// A handler runs under the world's guard and never waits. One that meets a taken lock throws
/// [Stop.Busy]; the request then waits here, without the guard, and the handler runs again.
final class Dispatcher {

  static final String ROOT_PATH = "/api2/json";

  // Observed: 2.5 to 4.5 s for a dead node, 5 s for a dead worker.
  private static final Duration NO_ROUTE = Duration.ofSeconds(3);
  private static final Duration BROKEN_PIPE = Duration.ofSeconds(5);

  private static final Pattern NODE_NAME = Pattern.compile("[a-zA-Z0-9-]+");

  private final World world;
  private final Login login;
  private final Map<String, Request.Handler> handlers;
  private final Map<String, Request.UploadHandler> uploads;
  private final RequestLog log;

  Dispatcher(World world, RequestLog log) {
    this.world = world;
    this.log = log;
    this.login = new Login(world);
    this.handlers = Handlers.all();
    this.uploads = Handlers.uploads();
  }

  HttpResponse handle(String listener, HttpRequest request) {
    HttpResponse response;
    RequestLog.Entry entry = log.open(listener, request);
    try {
      response = answer(listener, request, entry);
    } catch (Stop.Refusal e) {
      response = Answers.refusal(e, world);
    } catch (Login.Rejected e) {
      response = Answers.rejected(e);
    }
    boolean unanswered =
        switch (response.delivery()) {
          case Delivery.CutAfter _, Delivery.Silence _, Delivery.Garbage _ -> true;
          case Delivery.Whole _ -> false;
        };
    entry.close(unanswered ? 0 : response.status());
    return response;
  }

  private HttpResponse answer(String listener, HttpRequest request, RequestLog.Entry entry) {
    if (!node(listener).isUp()) {
      return cut();
    }
    if (!request.path().startsWith(ROOT_PATH + "/")) {
      throw Answers.notImplemented(request);
    }
    // Volume ids hold slashes and are sent escaped or not: the decoded path is split.
    String below = request.path().substring(ROOT_PATH.length());
    Optional<ApiCatalog.Match> match = world.api.find(request.method(), split(below));
    match.ifPresent(m -> entry.template(m.call().path()));
    boolean open = match.map(m -> m.call().access() instanceof Access.Anybody).orElse(false);
    Caller caller = open ? new Caller("", Optional.empty()) : guarded(() -> login.caller(request));
    entry.caller(caller.authId());
    ApiCatalog.Match found = match.orElseThrow(() -> Answers.notImplemented(request));
    Optional<HttpResponse> unreachable = unreachable(found.variables());
    if (unreachable.isPresent()) {
      return unreachable.get();
    }
    Optional<Fault.Kind> fault = world.faults.meet(found.call().method(), found.call().path());
    Supplier<HttpResponse> work = () -> work(request, found, caller, entry);
    return fault.isEmpty() ? work.get() : faulty(fault.get(), found, work);
  }

  private HttpResponse faulty(
      Fault.Kind kind, ApiCatalog.Match match, Supplier<HttpResponse> work) {
    return switch (kind) {
      case Fault.Kind.LockTimeout() -> lockTimeout(match);
      case Fault.Kind.TaskFailure(String text) -> taskFailure(text, match, work);
      case Fault.Kind.ServerError(int status, String text) ->
          Answers.refusal(Stop.of(status, text), world);
      case Fault.Kind.NoRoute() -> Answers.noRoute().delayed(NO_ROUTE);
      case Fault.Kind.BrokenPipe() -> {
        settled(work);
        yield HttpResponse.empty(596, "Broken pipe").delayed(BROKEN_PIPE);
      }
      case Fault.Kind.Slow(Duration delay) -> settled(work).delayed(delay);
      case Fault.Kind.CutBefore() -> cut();
      case Fault.Kind.LostAnswer() -> settled(work).delivered(new Delivery.CutAfter(0));
      case Fault.Kind.ExpiredTicket() -> {
        guarded(() -> {
          world.accounts.expireTickets();
          return true;
        });
        yield Answers.rejected(Login.failed());
      }
      case Fault.Kind.HookBefore(Runnable hook) -> {
        hook.run();
        yield work.get();
      }
      case Fault.Kind.HookAfter(Runnable hook) -> {
        HttpResponse response = settled(work);
        hook.run();
        yield response;
      }
    };
  }

  /// What a call with work before its fault really answers: a refusal too is an answer.
  private HttpResponse settled(Supplier<HttpResponse> work) {
    try {
      return work.get();
    } catch (Stop.Refusal e) {
      return Answers.refusal(e, world);
    }
  }

  private HttpResponse lockTimeout(ApiCatalog.Match match) {
    String vmid = match.variables().getOrDefault("vmid", "0");
    String text = "can't lock file '/var/lock/qemu-server/lock-" + vmid + ".conf' - got timeout";
    return Answers.refusal(Stop.error(text), world).delayed(FileLocks.CONFIG);
  }

  private HttpResponse taskFailure(
      String text, ApiCatalog.Match match, Supplier<HttpResponse> work) {
    if (match.call().task().isEmpty()) {
      return Answers.refusal(Stop.error(text), world);
    }
    return ScopedValue.where(Tasks.FAILURE, text).call(work::get);
  }

  private HttpResponse work(
      HttpRequest http, ApiCatalog.Match match, Caller caller, RequestLog.Entry entry) {
    String key = match.call().key();
    if (uploads.containsKey(key)) {
      return upload(
          http, match, caller, entry, Optional.ofNullable(uploads.get(key)).orElseThrow());
    }
    Map<String, List<String>> sent = SentParameters.of(http);
    entry.parameters(sent);
    Request request = checked(match, caller, sent);
    Request.Handler handler = Optional.ofNullable(handlers.get(key)).orElseThrow();
    Object data = patiently(() -> handler.handle(request));
    if (!http.method().equals("GET")) {
      // Who waits for something here looks again; after each of thousands of reads that would be
      // most of the work.
      world.clock.changed();
    }
    return Answers.data(data, world);
  }

  private HttpResponse upload(
      HttpRequest http,
      ApiCatalog.Match match,
      Caller caller,
      RequestLog.Entry entry,
      Request.UploadHandler handler) {
    // The form's fields come inside the body: only who may do it is known before.
    guarded(() -> {
      new Rights(world, caller).check(match.call().access(), match.variables());
      return true;
    });
    Request request = new Request(world, match.call(), caller, match.variables(), Map.of());
    RequestBody body = http.body();
    return Answers.data(handler.handle(request, body, entry::parameters), world).thenClose();
  }

  private Request checked(ApiCatalog.Match match, Caller caller, Map<String, List<String>> sent) {
    Map<String, List<String>> all = new LinkedHashMap<>(sent);
    match.variables().forEach((name, value) -> all.put(name, List.of(value)));
    Map<String, String> first = new LinkedHashMap<>();
    all.forEach((name, values) -> first.put(name, values.getFirst()));
    guarded(() -> {
      new Rights(world, caller).check(match.call().access(), first);
      return true;
    });
    ParameterCheck check = ParameterCheck.of(match.call(), all);
    if (!check.errors().isEmpty()) {
      throw Stop.parameters(check.errors());
    }
    return new Request(world, match.call(), caller, check.values(), check.lists());
  }

  /// Runs a handler, again and again while the lock it needs is taken and its patience lasts.
  private Object patiently(Supplier<Object> handler) {
    Instant begin = world.now();
    while (true) {
      try {
        return guarded(handler);
      } catch (Stop.Busy e) {
        Duration left = Duration.between(world.now(), begin.plus(e.patience()));
        if (left.isNegative()
            || left.isZero()
            || !world.clock.await(left, () -> world.locks.isFree(e.lock()))) {
          throw Stop.error(e.text());
        }
      }
    }
  }

  private <T> T guarded(Supplier<T> action) {
    world.guard.lock();
    try {
      return action.get();
    } finally {
      world.guard.unlock();
    }
  }

  private Optional<HttpResponse> unreachable(Map<String, String> variables) {
    return Optional.ofNullable(variables.get("node"))
        .filter(name -> NODE_NAME.matcher(name).matches())
        .filter(name -> !node(name).isUp())
        .map(_ -> Answers.noRoute().delayed(NO_ROUTE));
  }

  private Node node(String name) {
    Node node = world.nodes.get(name);
    if (node == null) {
      throw Stop.error(
          "hostname lookup '"
              + name
              + "' failed - failed to get address info for: "
              + name
              + ": Name or service not known");
    }
    return node;
  }

  private static List<String> split(String path) {
    return Arrays.stream(path.split("/")).filter(s -> !s.isEmpty()).toList();
  }

  private static HttpResponse cut() {
    return HttpResponse.empty(500, "cut").delivered(new Delivery.CutAfter(0));
  }
}
