package dev.holdfast.cli.runner;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.event.HostStats;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Real;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/// Writes one file for everything that happens in a run, with the lines that were printed for it.
///
/// Source: ansible-runner's documentation, "Runner Artifact Job Events".
final class JobEvents implements EventSink {
  private final EventSink printing;
  private final CapturedStream stdout;
  private final Path folder;
  private final Run run;
  private final String playbookId = id();
  private final IdentityHashMap<Task, String> taskIds = new IdentityHashMap<>();
  private final Map<String, Instant> starts = new HashMap<>();
  private String playbook = "";
  private String playId = "";
  private DictValue play = new DictValue();
  private long counter;
  private long line;

  /// What all events of a run share.
  ///
  /// @param told hears each event as a line of JSON
  record Run(String identifier, Clock clock, Consumer<String> told) {}

  /// @param printing who prints the run to the captured stream
  JobEvents(EventSink printing, CapturedStream stdout, Path folder, Run run) {
    this.printing = printing;
    this.stdout = stdout;
    this.folder = folder;
    this.run = run;
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  @Override
  public void on(Event event) {
    startOf(event);
    printing.on(event);
    switch (event) {
      case Event.PlaybookStarted started -> {
        playbook = started.file();
        write("playbook_on_start", playbookId, "", base());
      }
      case Event.PlayStarted started -> play(started);
      case Event.NoHostsMatched _ -> write("playbook_on_no_hosts_matched", id(), playId, base());
      case Event.NoHostsRemaining _ ->
          write("playbook_on_no_hosts_remaining", id(), playId, base());
      case Event.TaskStarted started -> {
        taskIds.put(started.task().task(), id());
        String name =
            started.handler() ? "playbook_on_handler_task_start" : "playbook_on_task_start";
        DictValue data = task(started.task());
        data.put("name", Str.of(started.task().name()));
        data.put("is_conditional", Bool.FALSE);
        write(name, taskId(started.task()), playId, data);
      }
      case Event.HostStarted started -> hostStarted(started.host(), started.task());
      case Event.Ok ok -> result("runner_on_ok", ok.result());
      case Event.Failed failed -> {
        DictValue data = resultData(failed.result());
        data.put("ignore_errors", Bool.of(failed.ignored()));
        write("runner_on_failed", id(), taskId(failed.result().task()), data);
      }
      case Event.Skipped skipped -> result("runner_on_skipped", skipped.result());
      case Event.Unreachable lost -> result("runner_on_unreachable", lost.result());
      case Event.ItemOk item -> result("runner_item_on_ok", item.result());
      case Event.ItemFailed item -> result("runner_item_on_failed", item.result());
      case Event.ItemSkipped item -> result("runner_item_on_skipped", item.result());
      case Event.Retry retry -> result("runner_retry", retry.result());
      case Event.Diff diff -> result("runner_on_file_diff", diff.result());
      case Event.Included included -> {
        DictValue data = base();
        data.put("included_file", Str.of(included.file()));
        write("playbook_on_include", id(), playId, data);
      }
      case Event.Notified notified -> {
        DictValue data = base();
        data.put("host", Str.of(notified.host()));
        data.put("handler", Str.of(notified.handler()));
        write("playbook_on_notify", id(), playId, data);
      }
      case Event.Stats stats -> stats(stats);
      case Event.AsyncPolled(var host, var job, _) -> job("runner_on_async_poll", host, job);
      case Event.AsyncEnded(var host, var job, boolean ok) ->
          job(ok ? "runner_on_async_ok" : "runner_on_async_failed", host, job);
      case Event.Warning _, Event.Deprecation _, Event.Mistake _, Event.Meta _ ->
          write("verbose", id(), "", base());
    }
  }

  private void job(String name, String host, String job) {
    DictValue data = base();
    data.put("host", Str.of(host));
    data.put("jid", Str.of(job));
    write(name, id(), playId, data);
  }

  /// A linear play tells the start of a task once; here each host begins it.
  private void startOf(Event event) {
    switch (event) {
      case Event.Ok(var result) -> startOf(result);
      case Event.Failed(var result, _) -> startOf(result);
      case Event.Skipped(var result) -> startOf(result);
      case Event.Unreachable(var result, _) -> startOf(result);
      case Event.ItemOk(var result) -> startOf(result);
      case Event.ItemFailed(var result) -> startOf(result);
      case Event.ItemSkipped(var result) -> startOf(result);
      default -> {
        // Not on a host.
      }
    }
  }

  private void startOf(TaskResult result) {
    if (!starts.containsKey(startKey(result.host(), result.task()))) {
      hostStarted(result.host(), result.task());
    }
  }

  private void hostStarted(String host, TaskInfo task) {
    starts.put(startKey(host, task), run.clock().instant());
    DictValue data = task(task);
    data.put("host", Str.of(host));
    write("runner_on_start", id(), taskId(task), data);
  }

  private String startKey(String host, TaskInfo task) {
    return host + " " + taskId(task);
  }

  private String taskId(TaskInfo task) {
    return taskIds.computeIfAbsent(task.task(), _ -> id());
  }

  private DictValue base() {
    DictValue data = new DictValue();
    data.put("playbook", Str.of(playbook));
    data.put("playbook_uuid", Str.of(playbookId));
    data.entries().putAll(play.entries());
    return data;
  }

  private void play(Event.PlayStarted started) {
    playId = id();
    starts.clear();
    play = new DictValue();
    play.put("play", Str.of(started.name()));
    play.put("play_uuid", Str.of(playId));
    play.put("play_pattern", Str.of(String.join(",", started.hosts())));
    DictValue data = base();
    data.put("name", Str.of(started.name()));
    data.put("pattern", Str.of(String.join(",", started.hosts())));
    write("playbook_on_play_start", playId, playbookId, data);
  }

  private DictValue task(TaskInfo task) {
    DictValue data = base();
    data.put("task", Str.of(task.name()));
    data.put("task_uuid", Str.of(taskId(task)));
    data.put("task_action", Str.of(task.action()));
    data.put("resolved_action", Str.of(task.action()));
    data.put("task_args", Str.of(""));
    data.put("task_path", Str.of(task.path()));
    task.role().ifPresent(role -> data.put("role", Str.of(role)));
    return data;
  }

  private void result(String name, TaskResult result) {
    write(name, id(), taskId(result.task()), resultData(result));
  }

  private DictValue resultData(TaskResult result) {
    DictValue data = task(result.task());
    Instant end = run.clock().instant();
    Instant start = starts.getOrDefault(startKey(result.host(), result.task()), end);
    data.put("host", Str.of(result.host()));
    data.put("remote_addr", Str.of(result.delegatedTo().orElse(result.host())));
    data.put("start", Str.of(start.toString()));
    data.put("end", Str.of(end.toString()));
    data.put("duration", new Real(Duration.between(start, end).toNanos() / 1e9));
    data.put("event_loop", None.NONE);
    DictValue shown = DictValue.copyOf(result.result());
    shown.entries().keySet().removeIf(key -> Text.str(key).startsWith("_ansible_"));
    data.put("res", shown);
    return data;
  }

  private void stats(Event.Stats stats) {
    DictValue data = base();
    Map<String, ToIntFunction<HostStats>> figures =
        Map.of(
            "ok", HostStats::ok,
            "changed", HostStats::changed,
            "failures", HostStats::failed,
            "dark", HostStats::unreachable,
            "skipped", HostStats::skipped,
            "rescued", HostStats::rescued,
            "ignored", HostStats::ignored,
            "processed", _ -> 1);
    figures.forEach((name, figure) -> data.put(name, byHost(stats, figure)));
    data.put("artifact_data", stats.custom().getOrDefault("", new DictValue()));
    write("playbook_on_stats", id(), playbookId, data);
  }

  private static DictValue byHost(Event.Stats stats, ToIntFunction<HostStats> figure) {
    DictValue hosts = new DictValue();
    stats
        .hosts()
        .forEach((host, counts) -> {
          if (figure.applyAsInt(counts) > 0) {
            hosts.put(host, Int.of(figure.applyAsInt(counts)));
          }
        });
    return hosts;
  }

  private void write(String name, String uuid, String parent, DictValue data) {
    counter++;
    String text = stdout.take();
    long first = line;
    line += text.chars().filter(letter -> letter == '\n').count();
    data.put("uuid", Str.of(uuid));
    DictValue event = new DictValue();
    event.put("uuid", Str.of(uuid));
    event.put("counter", Int.of(counter));
    event.put("stdout", Str.of(text.replaceFirst("\n$", "").replace("\n", "\r\n")));
    event.put("start_line", Int.of(first));
    event.put("end_line", Int.of(line));
    event.put("runner_ident", Str.of(run.identifier()));
    event.put("event", Str.of(name));
    event.put("pid", Int.of(ProcessHandle.current().pid()));
    event.put("created", Str.of(run.clock().instant().toString()));
    if (!parent.isEmpty()) {
      event.put("parent_uuid", Str.of(parent));
    }
    event.put("event_data", data);
    String json = JsonWriter.write(event, JsonFormat.PLAIN);
    save(counter + "-" + uuid + ".json", json);
    run.told().accept(json);
  }

  /// Readers that watch the folder never see half a file.
  private void save(String name, String json) {
    try {
      Path partial = folder.resolve(name + ".tmp");
      Files.writeString(partial, json);
      Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
