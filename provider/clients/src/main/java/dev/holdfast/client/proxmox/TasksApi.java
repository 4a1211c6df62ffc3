package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Tasks: the work that calls have started (`/nodes/{node}/tasks`), always asked of the node in the
/// [Upid].
public final class TasksApi {
  private static final int PAGE = 5000;
  private static final int TAIL = 12;
  private static final Pattern WARNING = Pattern.compile("\\bwarn", Pattern.CASE_INSENSITIVE);

  private final Api api;
  private final Pacer pacer;
  private final ActiveTasks active;
  private final Runnable onEnd;

  TasksApi(Api api, Pacer pacer, Runnable onEnd) {
    this.api = api;
    this.pacer = pacer;
    this.active = new ActiveTasks(this::activeOn, pacer);
    this.onEnd = onEnd;
  }

  /// Waits until the task has succeeded; warnings are a success.
  ///
  /// @param purpose what the task is for, as the user would say it: "Clone of VM 9000 to 101"
  /// @throws TaskFailedException when it failed, with the end of its log
  /// @throws StoppedException when the context's deadline passed or its signal was given
  public TaskResult await(Upid upid, String purpose) {
    try (var _ = active.waiting(upid.node())) {
      TaskStatus end = new TaskWait(this, pacer, upid, purpose).run();
      return result(upid, purpose, end);
    } finally {
      onEnd.run();
    }
  }

  /// The same, for at most the given time.
  public TaskResult await(Upid upid, String purpose, Duration limit) {
    return CallContext.current().until(pacer.now().plus(limit)).call(() -> await(upid, purpose));
  }

  public TaskStatus status(Upid upid) {
    return status(api.get(path(upid).slash("status")));
  }

  /// The lines of the task's log.
  public List<String> log(Upid upid) {
    List<String> lines = new ArrayList<>();
    List<JsonNode> page;
    do {
      page =
          api.list(
              path(upid).slash("log"),
              Params.none().with("start", lines.size()).with("limit", PAGE));
      page.forEach(line -> lines.add(Json.text(line.path("t"))));
    } while (page.size() == PAGE);
    return lines;
  }

  /// Asks the server to abort the task; no error when it has ended already.
  public void cancel(Upid upid) {
    api.call(ApiRequest.delete(path(upid), Params.none()));
  }

  /// Tasks of this user that run for one guest on a node.
  public List<TaskSummary> running(NodeName node, VmId vm) {
    return activeOn(node).stream()
        .filter(task -> task.upid().id().equals(vm.toString()))
        .filter(task -> task.status() instanceof TaskStatus.Running)
        .toList();
  }

  /// One look at the task: from the list that waiters of its node share, where it shows there.
  TaskStatus poll(Upid upid) {
    return active.running(upid) ? new TaskStatus.Running() : status(upid);
  }

  /// The last line of the log, for the text of a wait that ended too early.
  Optional<String> lastLine(Upid upid) {
    try {
      return tail(log(upid)).reversed().stream().findFirst();
    } catch (ProxmoxException _) {
      return Optional.empty();
    }
  }

  private List<TaskSummary> activeOn(NodeName node) {
    return new NodeApi(api, node).activeTasks();
  }

  private TaskResult result(Upid upid, String purpose, TaskStatus end) {
    return switch (end) {
      case TaskStatus.Failed(String exitText) ->
          throw new TaskFailedException(
              upid,
              purpose,
              exitText,
              ErrorTexts.meaning(exitText).orElse(Code.TASK_FAILED),
              logTail(upid));
      case TaskStatus.Warned _ -> new TaskResult(upid, warnings(upid));
      case TaskStatus.Succeeded _, TaskStatus.Running _ -> new TaskResult(upid, List.of());
    };
  }

  private List<String> warnings(Upid upid) {
    return log(upid).stream()
        .filter(line -> WARNING.matcher(line).find() && !line.startsWith("TASK "))
        .toList();
  }

  private List<String> logTail(Upid upid) {
    try {
      return tail(log(upid));
    } catch (ProxmoxException e) {
      return List.of("(the log cannot be read: " + e.getMessage() + ")");
    }
  }

  private static List<String> tail(List<String> lines) {
    List<String> written = lines.stream().filter(line -> !line.isBlank()).toList();
    return written.subList(Math.max(0, written.size() - TAIL), written.size());
  }

  static Optional<TaskSummary> summary(JsonNode item) {
    return Json.text(item, "upid")
        .filter(Upid::looksLike)
        .map(text ->
            new TaskSummary(
                Upid.parse(text),
                Json.text(item, "status")
                    .filter(status -> !status.equals("RUNNING"))
                    .map(TaskStatus::ofExit)
                    .orElseGet(TaskStatus.Running::new)));
  }

  private static TaskStatus status(JsonNode data) {
    return Json.text(data, "status").filter("running"::equals).isPresent()
        ? new TaskStatus.Running()
        : TaskStatus.ofExit(Json.text(data, "exitstatus").orElse("no exit status"));
  }

  private static ApiPath path(Upid upid) {
    return ApiPath.of("nodes", upid.node(), "tasks", upid);
  }
}
