package dev.holdfast.simulator.proxmox;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looking at tasks and cancelling them.
final class TaskCalls {

  static final Map<String, Request.Handler> HANDLERS =
      Map.ofEntries(
          entry("GET /cluster/tasks", TaskCalls::clusterList),
          entry("GET /nodes/{node}/tasks", TaskCalls::list),
          entry("GET /nodes/{node}/tasks/{upid}", TaskCalls::index),
          entry("GET /nodes/{node}/tasks/{upid}/status", TaskCalls::status),
          entry("GET /nodes/{node}/tasks/{upid}/log", TaskCalls::log),
          entry("DELETE /nodes/{node}/tasks/{upid}", TaskCalls::cancel));

  private static final String UPID =
      "UPID:[^:]+:[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:[0-9A-Fa-f]{8}:[^:]+:.*:[^:]+:";

  private TaskCalls() {}

  private static Object clusterList(Request request) {
    return request.world().tasks.all().reversed().stream()
        .filter(t -> mayRead(request, t))
        .limit(25)
        .map(TaskCalls::shown)
        .toList();
  }

  private static Object list(Request request) {
    String source = request.text("source").orElse("archive");
    return request.world().tasks.all().reversed().stream()
        .filter(t -> t.node().equals(request.node()) && mayRead(request, t))
        .filter(t -> source.equals("all") || t.isRunning() == source.equals("active"))
        .filter(t -> !request.flag("errors") || (!t.isRunning() && !t.exit().equals("OK")))
        .filter(t -> matches(request, t))
        .skip(request.number("start", 0))
        .limit(request.number("limit", 50))
        .map(TaskCalls::shown)
        .toList();
  }

  private static boolean matches(Request request, Task task) {
    long begin = task.start().getEpochSecond();
    return request.text("vmid").map(task.id()::equals).orElse(true)
        && request.text("typefilter").map(task.type()::equals).orElse(true)
        && request.text("userfilter").map(task.user()::contains).orElse(true)
        && begin >= request.number("since", 0)
        && begin <= request.number("until", Long.MAX_VALUE);
  }

  private static boolean mayRead(Request request, Task task) {
    Caller owner = Accounts.callerNamed(task.user());
    return owner.user().equals(request.caller().user())
        || request.rights().has("/nodes/" + task.node(), "Sys.Audit");
  }

  private static Map<String, Object> shown(Task task) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("upid", task.upid());
    line.put("node", task.node());
    line.put("pid", task.pid());
    line.put("starttime", task.start().getEpochSecond());
    line.put("type", task.type());
    line.put("id", task.id());
    line.put("user", task.user());
    task.end()
        .ifPresent(end -> {
          line.put("endtime", end.getEpochSecond());
          line.put("status", task.exit());
        });
    return line;
  }

  private static Object index(Request request) {
    find(request);
    return List.of(Map.of("name", "status"), Map.of("name", "log"));
  }

  private static Object status(Request request) {
    Task task = readable(request);
    Caller owner = Accounts.callerNamed(task.user());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("upid", task.upid());
    status.put("node", task.node());
    status.put("pid", task.pid());
    status.put("pstart", 1000 + task.pid());
    status.put("starttime", task.start().getEpochSecond());
    status.put("type", task.type());
    status.put("id", task.id());
    status.put("user", owner.user());
    owner.token().ifPresent(token -> status.put("tokenid", token));
    status.put("status", task.isRunning() ? "running" : "stopped");
    if (!task.isRunning()) {
      status.put("exitstatus", task.exit());
    }
    return status;
  }

  private static Object log(Request request) {
    List<String> lines = readable(request).log();
    int from = (int) Math.min(lines.size(), request.number("start", 0));
    long limit = request.number("limit", 50);
    List<Object> shown = new ArrayList<>();
    for (int i = from; i < lines.size() && (limit == 0 || i < from + limit); i++) {
      shown.add(Map.of("n", i + 1, "t", lines.get(i)));
    }
    if (lines.isEmpty()) {
      shown.add(Map.of("n", 1, "t", "no content"));
    }
    return new Answers.Counted(shown, Math.max(1, lines.size()));
  }

  private static Object cancel(Request request) {
    Task task = find(request);
    Caller owner = Accounts.callerNamed(task.user());
    if (!owner.user().equals(request.caller().user())) {
      request.rights().demand("/nodes/" + request.node(), "Sys.Modify");
    }
    request.world().tasks.fail(task, "received interrupt");
    return Request.NOTHING;
  }

  private static Task readable(Request request) {
    Task task = find(request);
    if (!mayRead(request, task)) {
      throw Stop.permission("/nodes/" + request.node() + ", Sys.Audit");
    }
    return task;
  }

  private static Task find(Request request) {
    String upid = request.need("upid");
    if (!upid.matches(UPID)) {
      throw Stop.parameter("upid", "unable to parse worker upid");
    }
    Optional<Task> task = request.world().tasks.find(upid);
    return task.filter(t -> t.node().equals(request.node()))
        .orElseThrow(() -> Stop.parameter("upid", "no such task"));
  }
}
