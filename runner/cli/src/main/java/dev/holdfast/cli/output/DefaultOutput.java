package dev.holdfast.cli.output;

import dev.holdfast.cli.output.Screen.Colour;
import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.event.HostStats;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.Given;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.util.IdentityHashMap;
import java.util.Optional;

/// Ansible's own look: banners, one line a host, and the recap.
public final class DefaultOutput implements EventSink {
  private final Screen screen;
  private final Options options;
  private final ResultText results;
  private final DiffText diffs;
  private final Notices notices;
  private final IdentityHashMap<Task, String> prefixes = new IdentityHashMap<>();
  private Optional<Task> lastBanner = Optional.empty();
  private boolean pacedByHosts;

  /// The settings of the callback `default`.
  public record Options(
      int verbosity,
      boolean displaySkipped,
      boolean displayOk,
      boolean failedOnStderr,
      boolean showPathOnFailure,
      boolean checkMarkers,
      boolean showArguments,
      boolean showCustomStats,
      boolean showHostStart,
      boolean check,
      ResultText.Form form,
      Optional<Boolean> pretty,
      int diffContext,
      boolean actionWarnings) {}

  public DefaultOutput(Screen screen, Options options) {
    this.screen = screen;
    this.options = options;
    this.results =
        new ResultText(new ResultText.Style(options.verbosity(), options.form(), options.pretty()));
    this.diffs = new DiffText(screen, options.diffContext());
    this.notices = new Notices(screen, options.verbosity(), options.actionWarnings());
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.PlaybookStarted started -> playbook(started);
      case Event.PlayStarted started -> play(started);
      case Event.NoHostsMatched _ -> screen.line("skipping: no hosts matched", Colour.SKIP);
      case Event.NoHostsRemaining _ -> screen.banner("NO MORE HOSTS LEFT");
      case Event.TaskStarted started -> task(started);
      case Event.HostStarted started -> hostStarted(started);
      case Event.Ok ok -> ok(ok.result());
      case Event.Failed failed -> failed(failed);
      case Event.Skipped skipped -> skipped(skipped.result());
      case Event.Unreachable unreachable -> unreachable(unreachable);
      case Event.ItemOk item -> itemOk(item.result());
      case Event.ItemFailed item -> itemFailed(item.result());
      case Event.ItemSkipped item -> itemSkipped(item.result());
      case Event.Retry retry -> retry(retry);
      case Event.Diff diff -> diff(diff.result());
      case Event.Included included -> included(included);
      case Event.AsyncPolled polled -> asyncPolled(polled);
      case Event.AsyncEnded(var host, var job, var ok) ->
          screen.line(
              "ASYNC " + (ok ? "OK" : "FAILED") + " on " + host + ": jid=" + job, Colour.DEBUG);
      case Event.Notified notified -> notified(notified);
      case Event.Warning warning -> screen.warning(warning.text());
      case Event.Deprecation deprecation -> screen.deprecated(deprecation.text());
      case Event.Meta meta -> verbose("META: " + meta.text());
      case Event.Mistake error -> screen.fatal(error.text());
      case Event.Stats stats -> stats(stats);
    }
  }

  private void playbook(Event.PlaybookStarted started) {
    if (options.verbosity() > 1) {
      String file = started.file();
      screen.banner("PLAYBOOK: " + file.substring(file.lastIndexOf('/') + 1));
    }
    dryRun();
    verbose(started.plays() + " plays in " + started.file());
  }

  private void verbose(String text) {
    if (options.verbosity() > 1) {
      screen.line(text, Colour.VERBOSE);
    }
  }

  private void dryRun() {
    if (options.check() && options.checkMarkers()) {
      screen.banner("DRY RUN");
    }
  }

  private void play(Event.PlayStarted started) {
    pacedByHosts =
        started
            .play()
            .keyword(Keyword.STRATEGY)
            .map(Given::value)
            .map(Text::str)
            .filter(name -> name.endsWith("free") || name.endsWith("host_pinned"))
            .isPresent();
    boolean check = options.checkMarkers() && options.check();
    String name = started.name().strip();
    screen.banner(
        (name.isEmpty() ? "PLAY" : "PLAY [" + name + "]") + (check ? " [CHECK MODE]" : ""));
  }

  private void task(Event.TaskStarted started) {
    prefixes.put(started.task().task(), started.handler() ? "RUNNING HANDLER" : "TASK");
    if (!pacedByHosts && options.displaySkipped() && options.displayOk()) {
      banner(started.task());
    }
  }

  private void banner(TaskInfo task) {
    String arguments = "";
    if (!task.noLog() && options.showArguments()) {
      StringBuilder text = new StringBuilder();
      task.task()
          .call()
          .arguments()
          .entries()
          .forEach((key, value) ->
              text.append(text.isEmpty() ? " " : ", ")
                  .append(Text.str(key))
                  .append('=')
                  .append(Text.str(value)));
      arguments = text.toString();
    }
    String check = task.checkMode() && options.checkMarkers() ? " [CHECK MODE]" : "";
    screen.banner(
        prefixes.getOrDefault(task.task(), "TASK")
            + " ["
            + task.name().strip()
            + arguments
            + "]"
            + check);
    if (options.verbosity() >= 2) {
      path(task);
    }
    lastBanner = Optional.of(task.task());
  }

  private void bannerOnce(TaskInfo task) {
    if (lastBanner.filter(last -> last == task.task()).isEmpty()) {
      banner(task);
    }
  }

  private void path(TaskInfo task) {
    screen.line("task path: " + task.path(), Colour.DEBUG);
  }

  private void hostStarted(Event.HostStarted started) {
    if (options.showHostStart()) {
      screen.line(
          " [started TASK: " + started.task().name() + " on " + started.host() + "]", Colour.OK);
    }
  }

  private void ok(TaskResult result) {
    if (isInclude(result)) {
      bannerOnce(result.task());
      return;
    }
    if (!result.changed() && !options.displayOk()) {
      return;
    }
    bannerOnce(result.task());
    notices.warnings(result.result());
    if (result.looped()) {
      return;
    }
    String line = (result.changed() ? "changed" : "ok") + ": [" + label(result) + "]";
    screen.line(line + shown(result), result.changed() ? Colour.CHANGED : Colour.OK);
  }

  private static boolean isInclude(TaskResult result) {
    String action = ActionNames.base(result.task().action());
    return action.equals("include_tasks")
        || action.equals("include_role")
        || action.equals("include");
  }

  private String shown(TaskResult result) {
    DictValue clean = ResultText.clean(result.result(), result.task().action());
    return results.shows(clean) ? " => " + results.of(clean) : "";
  }

  private static String label(TaskResult result) {
    Optional<String> other = result.delegatedTo().filter(to -> !to.equals(result.host()));
    return other.map(to -> result.host() + " -> " + to + address(result, to)).orElse(result.host());
  }

  /// The delegate's address, where it is not its name.
  private static String address(TaskResult result, String delegate) {
    return result
        .result()
        .get("_ansible_delegated_vars")
        .flatMap(
            vars -> vars instanceof DictValue dict ? dict.get("ansible_host") : Optional.empty())
        .map(Text::str)
        .filter(address -> !address.equals(delegate))
        .map(address -> "(" + address + ")")
        .orElse("");
  }

  private void failed(Event.Failed event) {
    TaskResult result = event.result();
    bannerOnce(result.task());
    notices.exception(result.result(), options.failedOnStderr());
    notices.warnings(result.result());
    DictValue clean = ResultText.clean(result.result(), result.task().action());
    if (!result.looped() || clean.get("results").isEmpty()) {
      if (options.verbosity() < 2 && options.showPathOnFailure()) {
        path(result.task());
      }
      line("fatal: [" + label(result) + "]: FAILED! => " + results.of(clean), Colour.ERROR);
    }
    if (event.ignored()) {
      screen.line("...ignoring", Colour.SKIP);
    }
  }

  private void line(String text, Colour colour) {
    if (options.failedOnStderr()) {
      screen.error(text, colour);
    } else {
      screen.line(text, colour);
    }
  }

  private void skipped(TaskResult result) {
    if (options.displaySkipped()) {
      bannerOnce(result.task());
      result.result().entries().remove(Str.of("results"));
      screen.line("skipping: [" + result.host() + "]" + shown(result), Colour.SKIP);
    }
  }

  private void unreachable(Event.Unreachable event) {
    TaskResult result = event.result();
    bannerOnce(result.task());
    DictValue kept = DictValue.copyOf(result.result());
    kept.entries().remove(Str.of("failed"));
    line("fatal: [" + label(result) + "]: UNREACHABLE! => " + results.of(kept), Colour.UNREACHABLE);
    if (event.ignored()) {
      screen.line("...ignoring", Colour.SKIP);
    }
  }

  private void itemOk(TaskResult result) {
    if (isInclude(result) || (!result.changed() && !options.displayOk())) {
      return;
    }
    bannerOnce(result.task());
    screen.line(
        (result.changed() ? "changed" : "ok")
            + ": ["
            + label(result)
            + "] => (item="
            + item(result)
            + ")"
            + shown(result),
        result.changed() ? Colour.CHANGED : Colour.OK);
  }

  private static String item(TaskResult result) {
    return Text.str(result.item().orElse(None.NONE));
  }

  private void itemFailed(TaskResult result) {
    bannerOnce(result.task());
    notices.exception(result.result(), options.failedOnStderr());
    notices.warnings(result.result());
    DictValue clean = ResultText.clean(result.result(), result.task().action());
    line(
        "failed: [" + label(result) + "] (item=" + item(result) + ") => " + results.of(clean),
        Colour.ERROR);
  }

  private void itemSkipped(TaskResult result) {
    if (options.displaySkipped()) {
      bannerOnce(result.task());
      screen.line(
          "skipping: [" + result.host() + "] => (item=" + item(result) + ") " + shown(result),
          Colour.SKIP);
    }
  }

  /// The name that the task itself has, if it has one.
  private static String withoutRole(TaskInfo task) {
    String role = task.role().map(name -> name + " : ").orElse("");
    return !task.task().ownName().isEmpty() && task.name().startsWith(role)
        ? task.name().substring(role.length())
        : task.name();
  }

  private void retry(Event.Retry retry) {
    TaskResult result = retry.result();
    String line =
        "FAILED - RETRYING: ["
            + label(result)
            + "]: "
            + withoutRole(result.task())
            + " ("
            + retry.left()
            + " retries left).";
    if (options.verbosity() > 2) {
      line += "Result was: " + results.of(result.result());
    }
    screen.line(line, Colour.DEBUG);
  }

  private void diff(TaskResult result) {
    if (result.looped()) {
      return;
    }
    Value diff = result.result().get("diff").orElse(None.NONE);
    if (diff == None.NONE || !result.changed()) {
      return;
    }
    String text = diffs.of(diff);
    if (!text.isEmpty()) {
      bannerOnce(result.task());
      screen.line(text);
    }
  }

  private void included(Event.Included included) {
    String line = "included: " + included.file() + " for " + String.join(", ", included.hosts());
    String item =
        included
            .item()
            .filter(value -> value != None.NONE)
            .map(v -> " => (item=" + Text.str(v) + ")")
            .orElse("");
    screen.line(line + item, Colour.SKIP);
  }

  private void asyncPolled(Event.AsyncPolled polled) {
    screen.line(
        "ASYNC POLL on "
            + polled.host()
            + ": jid="
            + polled.job()
            + " started="
            + number(polled.state(), "started")
            + " finished="
            + number(polled.state(), "finished"),
        Colour.DEBUG);
  }

  private static String number(DictValue state, String key) {
    return state.get(key).map(Text::str).orElse("None");
  }

  private void notified(Event.Notified notified) {
    if (options.verbosity() > 1) {
      screen.line(
          "NOTIFIED HANDLER " + notified.handler() + " for " + notified.host(), Colour.VERBOSE);
    }
  }

  private void stats(Event.Stats stats) {
    screen.banner("PLAY RECAP");
    stats.hosts().forEach((host, counts) -> screen.line(recap(host, counts)));
    screen.line("");
    if (!stats.custom().isEmpty() && options.showCustomStats()) {
      screen.banner("CUSTOM STATS: ");
      stats
          .custom()
          .forEach((host, data) -> {
            if (!host.isEmpty()) {
              screen.line("\t" + host + ": " + custom(data));
            }
          });
      if (stats.custom().containsKey("")) {
        screen.line("");
        screen.line("\tRUN: " + custom(stats.custom().getOrDefault("", new DictValue())));
      }
      screen.line("");
    }
    dryRun();
  }

  private String custom(DictValue data) {
    return new ResultText(new ResultText.Style(0, ResultText.Form.JSON, Optional.of(true)))
        .of(data)
        .replaceAll("\n +", "\n ")
        .replace("\n", "");
  }

  private String recap(String host, HostStats counts) {
    boolean bad = counts.failed() > 0 || counts.unreachable() > 0;
    Colour colour = bad ? Colour.ERROR : counts.changed() > 0 ? Colour.CHANGED : Colour.OK;
    int width = screen.colours() ? 37 : 26;
    String name = screen.paint(host, colour);
    return pad(name, width)
        + " : "
        + count("ok", counts.ok(), Colour.OK)
        + " "
        + count("changed", counts.changed(), Colour.CHANGED)
        + " "
        + count("unreachable", counts.unreachable(), Colour.UNREACHABLE)
        + " "
        + count("failed", counts.failed(), Colour.ERROR)
        + " "
        + count("skipped", counts.skipped(), Colour.SKIP)
        + " "
        + count("rescued", counts.rescued(), Colour.OK)
        + " "
        + count("ignored", counts.ignored(), Colour.WARN);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private String count(String name, int number, Colour colour) {
    String text = pad(name + "=" + number, name.length() + 5);
    return number == 0 ? text : screen.paint(text, colour);
  }
}
