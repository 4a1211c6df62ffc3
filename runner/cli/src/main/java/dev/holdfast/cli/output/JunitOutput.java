package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.event.TaskResult;
import dev.holdfast.engine.playbook.ActionNames;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A report of the run for tools that read JUnit's XML, as the callback `junit` writes it.
final class JunitOutput implements EventSink {
  private final Map<String, String> environment;
  private final Path folder;
  private final Clock clock;
  private final ResultText results =
      new ResultText(new ResultText.Style(0, ResultText.Form.JSON, Optional.empty()));
  private final IdentityHashMap<Task, Instant> starts = new IdentityHashMap<>();
  private final List<Case> cases = new ArrayList<>();
  private String playbook = "";
  private String play = "";

  /// One task on one host.
  private record Case(
      String name, String place, Duration time, String status, String message, String text) {}

  JunitOutput(Map<String, String> environment, Settings settings, Clock clock) {
    this.environment = Map.copyOf(environment);
    this.folder =
        settings.userPath().resolve(environment.getOrDefault("JUNIT_OUTPUT_DIR", "~/.ansible.log"));
    this.clock = clock;
  }

  private boolean flag(String name, String fallback) {
    return environment.getOrDefault(name, fallback).toLowerCase(Locale.ROOT).equals("true");
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.PlaybookStarted started -> {
        String file = started.file().substring(started.file().lastIndexOf('/') + 1);
        playbook = file.lastIndexOf('.') > 0 ? file.substring(0, file.lastIndexOf('.')) : file;
      }
      case Event.PlayStarted started -> play = started.name();
      case Event.TaskStarted started -> starts.putIfAbsent(started.task().task(), clock.instant());
      case Event.Ok ok -> finish("ok", ok.result());
      case Event.Failed failed ->
          finish(
              failed.ignored() && !flag("JUNIT_FAIL_ON_IGNORE", "false") ? "ok" : "failed",
              failed.result());
      case Event.Skipped skipped -> finish("skipped", skipped.result());
      case Event.Stats _ -> write();
      default -> {
        // Not part of the report.
      }
    }
  }

  private void finish(String outcome, TaskResult result) {
    TaskInfo task = result.task();
    String name = task.name() + arguments(task);
    String status = outcome;
    if (status.equals("ok") && result.changed() && flag("JUNIT_FAIL_ON_CHANGE", "false")) {
      status = "failed";
    }
    if (status.equals("failed") && name.contains("EXPECTED FAILURE")) {
      status = "ok";
    } else if (name.contains("TOGGLE RESULT") && !status.equals("skipped")) {
      status = status.equals("ok") ? "failed" : "ok";
    }
    boolean setup = List.of("setup", "gather_facts").contains(ActionNames.base(task.action()));
    boolean left = setup && !flag("JUNIT_INCLUDE_SETUP_TASKS_IN_REPORT", "true");
    String prefix = environment.getOrDefault("JUNIT_TEST_CASE_PREFIX", "");
    if (!left && (name.startsWith(prefix) || status.equals("failed"))) {
      cases.add(testCase(name, status, result));
    }
  }

  private String arguments(TaskInfo task) {
    if (task.noLog() || flag("JUNIT_HIDE_TASK_ARGUMENTS", "false")) {
      return "";
    }
    List<String> pairs = new ArrayList<>();
    task.task()
        .call()
        .arguments()
        .entries()
        .forEach((key, value) -> pairs.add(Text.str(key) + "=" + Text.str(value)));
    return pairs.isEmpty() ? "" : " " + String.join(", ", pairs);
  }

  private Case testCase(String name, String status, TaskResult result) {
    DictValue bare = ResultText.bare(result.result());
    Instant start = starts.getOrDefault(result.task().task(), clock.instant());
    String rc = bare.get("rc").map(Text::str).orElse("0");
    String message =
        switch (status) {
          case "skipped" -> bare.get("skip_reason").map(Text::str).orElse("skipped");
          case "failed" -> bare.get("msg").map(Text::str).orElse("rc=" + rc);
          default -> "";
        };
    return new Case(
        "[" + result.host() + "] " + play + ": " + name,
        place(result.task().path()),
        Duration.between(start, clock.instant()),
        status,
        message,
        results.oneLine(bare));
  }

  private String place(String path) {
    String place = path;
    String relative = environment.getOrDefault("JUNIT_TASK_RELATIVE_PATH", "");
    if (!relative.isEmpty()) {
      place = Path.of(relative).toAbsolutePath().relativize(Path.of(path)).toString();
    }
    return flag("JUNIT_TASK_CLASS", "false") ? place.replaceFirst("\\.yml:[0-9]+$", "") : place;
  }

  private void write() {
    try {
      Files.createDirectories(folder);
      String time = "%.6f".formatted(clock.millis() / 1000.0);
      Files.writeString(folder.resolve(playbook + "-" + time + ".xml"), report());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String report() {
    long failures = count("failed");
    long skipped = count("skipped");
    double seconds = cases.stream().mapToDouble(JunitOutput::seconds).sum();
    String counts = "disabled=\"0\" errors=\"0\" failures=\"%d\" ".formatted(failures);
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" ?>\n");
    xml.append(
        "<testsuites %stests=\"%d\" time=\"%s\">\n".formatted(counts, cases.size(), seconds));
    xml.append(
        "\t<testsuite %sname=\"%s\" skipped=\"%d\" tests=\"%d\" time=\"%s\">\n"
            .formatted(counts, escaped(playbook), skipped, cases.size(), seconds));
    cases.forEach(one -> append(one, xml));
    return xml.append("\t</testsuite>\n</testsuites>\n").toString();
  }

  private long count(String status) {
    return cases.stream().filter(one -> one.status().equals(status)).count();
  }

  private static double seconds(Case one) {
    return one.time().toNanos() / 1e9;
  }

  private static void append(Case one, StringBuilder xml) {
    xml.append(
        "\t\t<testcase classname=\"%s\" name=\"%s\" time=\"%s\">\n"
            .formatted(escaped(one.place()), escaped(one.name()), seconds(one)));
    switch (one.status()) {
      case "skipped" ->
          xml.append("\t\t\t<skipped>%s</skipped>\n".formatted(escaped(one.message())));
      case "failed" ->
          xml.append(
              "\t\t\t<failure message=\"%s\" type=\"failure\">%s</failure>\n"
                  .formatted(escaped(one.message()), escaped(one.text())));
      default -> xml.append("\t\t\t<system-out>%s</system-out>\n".formatted(escaped(one.text())));
    }
    xml.append("\t\t</testcase>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
