package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.HostStats;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.json.JsonFormat;
import dev.holdfast.language.json.JsonWriter;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// The whole run as one JSON document at its end, as the callback `ansible.posix.json` prints it.
final class JsonOutput extends QuietOutput {
  private static final String ITEM_LABEL = "_ansible_item_label";
  private static final Set<String> INTERNALS =
      Set.of("_ansible_verbose_always", ITEM_LABEL, "_ansible_no_log", "_ansible_verbose_override");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Options options;
  private final Clock clock;
  private final List<Entry> plays = new ArrayList<>();
  private final Map<Started, Entry> perHost = new HashMap<>();
  private final Map<Started, List<Value>> labels = new HashMap<>();

  /// @param indent 0 for one line
  record Options(int indent, boolean customStats) {}

  /// A play or a task with what is inside.
  private record Entry(DictValue about, DictValue duration, DictValue hosts, List<Entry> tasks) {}

  private record Started(String host, Task task) {
    static Started of(TaskResult result) {
      return new Started(result.host(), result.task().task());
    }
  }

  JsonOutput(Screen screen, Options options, Clock clock) {
    super(screen);
    this.options = options;
    this.clock = clock;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.PlayStarted started ->
          plays.add(entry(started.name(), started.play().at().fileLine()));
      case Event.TaskStarted started -> plays.getLast().tasks().add(entry(started.task()));
      case Event.HostStarted started -> {
        Entry entry = entry(started.task());
        perHost.put(new Started(started.host(), started.task().task()), entry);
        plays.getLast().tasks().add(entry);
      }
      case Event.ItemOk item -> label(item.result());
      case Event.ItemFailed item -> label(item.result());
      case Event.ItemSkipped item -> label(item.result());
      case Event.Ok ok -> result(ok.result(), "");
      case Event.Failed failed -> result(failed.result(), "failed");
      case Event.Skipped skipped -> result(skipped.result(), "skipped");
      case Event.Unreachable unreachable -> result(unreachable.result(), "");
      case Event.Stats stats -> stats(stats);
      default -> super.on(event);
    }
  }

  private Entry entry(TaskInfo task) {
    return entry(task.name(), task.path());
  }

  private Entry entry(String name, String path) {
    DictValue duration = new DictValue();
    duration.put("start", now());
    DictValue about = new DictValue();
    about.put("name", Str.of(name));
    about.put("id", Str.of(UUID.randomUUID().toString()));
    about.put("path", Str.of(path));
    about.put("duration", duration);
    return new Entry(about, duration, new DictValue(), new ArrayList<>());
  }

  private Str now() {
    return Str.of(TIME.format(clock.instant()));
  }

  private void label(TaskResult round) {
    labels
        .computeIfAbsent(Started.of(round), _ -> new ArrayList<>())
        .add(round.item().orElse(None.NONE));
  }

  private void result(TaskResult result, String flag) {
    DictValue shown = ResultText.bare(result.result());
    shown
        .entries()
        .keySet()
        .removeIf(
            key -> Text.str(key).startsWith("_ansible_") && !INTERNALS.contains(Text.str(key)));
    mark(shown, Optional.ofNullable(labels.remove(Started.of(result))).orElse(List.of()));
    if (!flag.isEmpty()) {
      shown.put(flag, Bool.TRUE);
    }
    shown.put("action", Str.of(result.task().action()));
    Entry play = plays.getLast();
    Entry task = perHost.remove(Started.of(result));
    if (task == null) {
      task = play.tasks().getLast();
    }
    task.hosts().put(result.host(), shown);
    task.duration().put("end", now());
    play.duration().put("end", now());
  }

  /// Programs that read this form look for the marks that Ansible leaves in every result.
  private static void mark(DictValue shown, List<Value> labels) {
    boolean looped = shown.get("results").orElse(shown) instanceof ListValue;
    if (shown.get("censored").isEmpty() && !looped && shown.get("include").isEmpty()) {
      shown.put("_ansible_no_log", Bool.FALSE);
    }
    if (shown.get("results").orElse(shown) instanceof ListValue rounds) {
      for (int number = 0; number < rounds.items().size(); number++) {
        if (rounds.items().get(number) instanceof DictValue dict) {
          mark(dict, List.of());
          if (number < labels.size()) {
            dict.put(ITEM_LABEL, labels.get(number));
          }
        }
      }
    }
  }

  private void stats(Event.Stats stats) {
    DictValue document = new DictValue();
    document.put("plays", new ListValue(plays.stream().map(JsonOutput::play).toList()));
    DictValue hosts = new DictValue();
    stats.hosts().forEach((host, counts) -> hosts.put(host, counts(counts)));
    document.put("stats", hosts);
    DictValue custom = new DictValue();
    DictValue global = new DictValue();
    if (options.customStats()) {
      stats
          .custom()
          .forEach((host, data) -> {
            if (host.isEmpty()) {
              global.entries().putAll(data.entries());
            } else {
              custom.put(host, data);
            }
          });
    }
    document.put("custom_stats", custom);
    document.put("global_custom_stats", global);
    JsonFormat format = JsonFormat.PLAIN.withSortKeys(true);
    screen()
        .line(
            JsonWriter.write(
                document, options.indent() > 0 ? format.withIndent(options.indent()) : format));
  }

  static DictValue counts(HostStats counts) {
    DictValue summary = new DictValue();
    summary.put("ok", Int.of(counts.ok()));
    summary.put("failures", Int.of(counts.failed()));
    summary.put("unreachable", Int.of(counts.unreachable()));
    summary.put("changed", Int.of(counts.changed()));
    summary.put("skipped", Int.of(counts.skipped()));
    summary.put("rescued", Int.of(counts.rescued()));
    summary.put("ignored", Int.of(counts.ignored()));
    return summary;
  }

  private static DictValue play(Entry play) {
    DictValue shown = new DictValue();
    shown.put("play", play.about());
    List<DictValue> tasks = new ArrayList<>();
    for (Entry task : play.tasks()) {
      DictValue one = new DictValue();
      one.put("task", task.about());
      one.put("hosts", task.hosts());
      tasks.add(one);
    }
    shown.put("tasks", new ListValue(tasks));
    return shown;
  }
}
