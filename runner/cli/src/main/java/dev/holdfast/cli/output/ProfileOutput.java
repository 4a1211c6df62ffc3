package dev.holdfast.cli.output;

import dev.holdfast.engine.event.Event;
import dev.holdfast.engine.event.EventSink;
import dev.holdfast.engine.event.TaskInfo;
import dev.holdfast.engine.playbook.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The times of tasks, or of roles: a line when each begins, and a table at the end.
final class ProfileOutput implements EventSink {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("EEEE dd MMMM yyyy  HH:mm:ss Z", Locale.ENGLISH);
  private static final int LINE = 79;
  private static final int NUMBER = 9;
  private static final int NAME = 70;

  private final Screen screen;
  private final Clock clock;
  private final Table table;
  private final Instant start;
  private final Map<Object, Row> rows = new LinkedHashMap<>();
  private Instant last;
  private Optional<Row> current = Optional.empty();

  /// What the table at the end shows.
  ///
  /// @param roles whether times are summed up by role
  /// @param paths whether the files of tasks are shown
  record Table(boolean roles, int limit, String order, boolean paths) {
    static Table ofTasks(String limit, String order, int verbosity) {
      int most = limit.matches("[0-9]{1,9}") ? Integer.parseInt(limit) : Integer.MAX_VALUE;
      return new Table(false, most, order, verbosity >= 2);
    }

    static Table ofRoles() {
      return new Table(true, Integer.MAX_VALUE, "descending", false);
    }
  }

  private static final class Row {
    private final String name;
    private final String path;
    private Instant started;
    private Duration elapsed = Duration.ZERO;

    Row(String name, String path, Instant started) {
      this.name = name;
      this.path = path;
      this.started = started;
    }
  }

  ProfileOutput(Screen screen, Clock clock, Table table) {
    this.screen = screen;
    this.clock = clock;
    this.table = table;
    this.start = clock.instant();
    this.last = start;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.TaskStarted started -> begin(started.task());
      case Event.Stats _ -> end();
      default -> {
        // Only the beginnings of tasks have a time.
      }
    }
  }

  private void begin(TaskInfo task) {
    stamp();
    finish();
    Object key = task.task();
    String name = task.name();
    if (table.roles()) {
      name = task.task().role().map(Role::name).orElse(task.action());
      key = name;
    }
    String shown = name;
    Row row = rows.computeIfAbsent(key, _ -> new Row(shown, task.path(), clock.instant()));
    row.started = clock.instant();
    current = Optional.of(row);
  }

  private void finish() {
    current.ifPresent(
        row -> row.elapsed = row.elapsed.plus(Duration.between(row.started, clock.instant())));
    current = Optional.empty();
  }

  private void stamp() {
    Instant now = clock.instant();
    screen.line(
        filled(
            "%s (%s)       %s"
                .formatted(
                    STAMP.format(ZonedDateTime.ofInstant(now, clock.getZone())),
                    clock(Duration.between(last, now)),
                    clock(Duration.between(start, now)))));
    last = now;
  }

  private static String clock(Duration time) {
    return "%d:%02d:%02d.%03d"
        .formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart(), time.toMillisPart());
  }

  private static String filled(String text) {
    String head = text + " ";
    return head + "*".repeat(Math.max(3, LINE - head.length())) + " ";
  }

  private static String line(String letter) {
    return letter.repeat(LINE) + " ";
  }

  private void end() {
    stamp();
    screen.line(line("="));
    finish();
    List<Row> sorted = new ArrayList<>(rows.values());
    Comparator<Row> byTime = Comparator.comparing(row -> row.elapsed);
    if (table.order().equals("ascending")) {
      sorted.sort(byTime);
    } else if (!table.order().equals("none")) {
      sorted.sort(byTime.reversed());
    }
    int width = table.roles() ? NAME : screen.columns() - NUMBER;
    for (Row row : sorted.subList(0, Math.min(table.limit(), sorted.size()))) {
      String text = row(row.name, row.elapsed, width);
      screen.line(table.paths() ? text + "\n" + padded(row.path + " ", screen.columns()) : text);
    }
    if (table.roles()) {
      Duration total =
          sorted.stream().map(row -> row.elapsed).reduce(Duration.ZERO, Duration::plus);
      screen.line(line("~"));
      screen.line(row("total", total, width));
    }
  }

  private static String row(String name, Duration elapsed, int width) {
    String time = " %.2fs".formatted(elapsed.toNanos() / 1e9);
    return padded(name + " ", width) + "-".repeat(Math.max(0, NUMBER - time.length())) + time;
  }

  private static String padded(String text, int width) {
    return text + "-".repeat(Math.max(0, width - text.length()));
  }
}
