package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Str;
import java.time.Clock;
import java.util.List;

/// One JSON object a line for everything that happens, for programs that follow a run.
final class EventLines implements EventSink {
  private final Screen screen;
  private final Clock clock;

  EventLines(Screen screen, Clock clock) {
    this.screen = screen;
    this.clock = clock;
  }

  @Override
  public void on(Event event) {
    DictValue line = new DictValue();
    line.put("time", Str.of(clock.instant().toString()));
    switch (event) {
      case Event.PlaybookStarted(var file, _) -> text(line, "playbook_started", "playbook", file);
      case Event.PlayStarted started -> {
        text(line, "play_started", "play", started.name());
        line.put("hosts", list(started.hosts()));
      }
      case Event.NoHostsMatched _ -> name(line, "no_hosts_matched");
      case Event.NoHostsRemaining _ -> name(line, "no_hosts_remaining");
      case Event.TaskStarted(var task, boolean handler) ->
          task(line, handler ? "handler_started" : "task_started", task);
      case Event.HostStarted(var host, var task) -> {
        task(line, "host_started", task);
        line.put("host", Str.of(host));
      }
      case Event.Ok(var result) -> result(line, "ok", result);
      case Event.Failed(var result, boolean ignored) -> {
        result(line, "failed", result);
        line.put("ignored", Bool.of(ignored));
      }
      case Event.Skipped(var result) -> result(line, "skipped", result);
      case Event.Unreachable(var result, boolean ignored) -> {
        result(line, "unreachable", result);
        line.put("ignored", Bool.of(ignored));
      }
      case Event.ItemOk(var result) -> result(line, "item_ok", result);
      case Event.ItemFailed(var result) -> result(line, "item_failed", result);
      case Event.ItemSkipped(var result) -> result(line, "item_skipped", result);
      case Event.Retry(var result, int left) -> {
        result(line, "retry", result);
        line.put("left", Int.of(left));
      }
      case Event.Diff(var result) -> result(line, "diff", result);
      case Event.Included included -> {
        text(line, "included", "file", included.file());
        line.put("hosts", list(included.hosts()));
        included.item().ifPresent(item -> line.put("item", item));
      }
      case Event.AsyncPolled(var host, var job, var state) -> {
        job(line, "async_polled", host, job);
        line.put("result", ResultText.withoutInternals(state));
      }
      case Event.AsyncEnded(var host, var job, var ok) ->
          job(line, ok ? "async_ok" : "async_failed", host, job);
      case Event.Notified(var handler, var host) -> {
        text(line, "notified", "handler", handler);
        line.put("host", Str.of(host));
      }
      case Event.Warning(var text) -> text(line, "warning", "text", text);
      case Event.Meta(var text) -> text(line, "meta", "text", text);
      case Event.Deprecation(var text) -> text(line, "deprecation", "text", text);
      case Event.Mistake(var text) -> text(line, "error", "text", text);
      case Event.Stats stats -> stats(line, stats);
    }
    screen.line(JsonWriter.write(line, JsonFormat.PLAIN.withEnsureAscii(false)));
  }

  private static void job(DictValue line, String name, String host, String job) {
    text(line, name, "host", host);
    line.put("job", Str.of(job));
  }

  private static void name(DictValue line, String name) {
    line.put("event", Str.of(name));
  }

  private static void text(DictValue line, String name, String key, String text) {
    name(line, name);
    line.put(key, Str.of(text));
  }

  private static void task(DictValue line, String name, TaskInfo task) {
    text(line, name, "task", task.name());
    line.put("action", Str.of(task.action()));
    line.put("path", Str.of(task.path()));
    task.role().ifPresent(role -> line.put("role", Str.of(role)));
  }

  private static void result(DictValue line, String name, TaskResult result) {
    task(line, name, result.task());
    line.put("host", Str.of(result.host()));
    result.delegatedTo().ifPresent(to -> line.put("delegated_to", Str.of(to)));
    result.item().ifPresent(item -> line.put("item", item));
    line.put("result", ResultText.withoutInternals(result.result()));
  }

  private static ListValue list(List<String> texts) {
    return new ListValue(texts.stream().map(Str::of).toList());
  }

  private static void stats(DictValue line, Event.Stats stats) {
    name(line, "stats");
    DictValue hosts = new DictValue();
    stats.hosts().forEach((host, counts) -> hosts.put(host, JsonOutput.counts(counts)));
    line.put("hosts", hosts);
    DictValue custom = new DictValue();
    stats.custom().forEach(custom::put);
    line.put("custom", custom);
  }
}
