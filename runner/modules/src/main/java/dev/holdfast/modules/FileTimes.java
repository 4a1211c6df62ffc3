package dev.holdfast.modules;

import dev.holdfast.engine.machine.FileStatus;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.language.filter.Strptime;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.PythonError;
import dev.holdfast.language.value.Real;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The access and modification times that a task wants.
record FileTimes(Wanted accessed, Wanted modified, BigDecimal now) {
  /// What becomes of one of the two.
  sealed interface Wanted {
    record Preserve() implements Wanted {}

    record Now() implements Wanted {}

    record At(BigDecimal seconds) implements Wanted {}
  }

  /// @param fallback `now` or `preserve`, for times that are not given
  static FileTimes of(FileTask task, String fallback) {
    java.time.Instant instant = task.invocation().context().clock().instant();
    BigDecimal now = BigDecimal.valueOf(instant.getEpochSecond());
    return new FileTimes(
        wanted(task, "access_time", fallback), wanted(task, "modification_time", fallback), now);
  }

  private static Wanted wanted(FileTask task, String name, String fallback) {
    String text = task.arguments().text(name).orElse(fallback);
    return switch (text) {
      case "preserve" -> new Wanted.Preserve();
      case "now" -> new Wanted.Now();
      default -> new Wanted.At(parse(task, text, task.arguments().must(name + "_format")));
    };
  }

  private static BigDecimal parse(FileTask task, String text, String format) {
    Probe.Query probe = Probe.Query.of("date", "+%z");
    try {
      LocalDateTime time = Strptime.parse(text, format);
      String offset = task.invocation().machine().ask(probe).of(probe).text().strip();
      return BigDecimal.valueOf(time.toEpochSecond(ZoneOffset.of(offset)));
    } catch (PythonError problem) {
      throw ModuleFailure.of(
          "Error while obtaining timestamp for time %s using format %s: %s"
              .formatted(text, format, problem.message()));
    }
  }

  /// What must be done to an existing path; nothing when its times are as wanted.
  List<Step> steps(String path, FileStatus current) {
    if (satisfied(accessed, current.accessed()) && satisfied(modified, current.modified())) {
      return List.of();
    }
    return List.of(step(path));
  }

  /// What must be done to a path that was made just now.
  List<Step> after(String path) {
    return accessed instanceof Wanted.At || modified instanceof Wanted.At
        ? List.of(step(path))
        : List.of();
  }

  private Step step(String path) {
    if (accessed instanceof Wanted.Now && modified instanceof Wanted.Now) {
      return new Step.Touch(path, Optional.empty(), Optional.empty(), false);
    }
    return new Step.Touch(path, seconds(accessed), seconds(modified), false);
  }

  private Optional<String> seconds(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Preserve _ -> Optional.empty();
      case Wanted.Now _ -> Optional.of(now.toPlainString());
      case Wanted.At(BigDecimal seconds) -> Optional.of(seconds.toPlainString());
    };
  }

  private static boolean satisfied(Wanted wanted, BigDecimal current) {
    return switch (wanted) {
      case Wanted.Preserve _ -> true;
      case Wanted.Now _ -> false;
      case Wanted.At(BigDecimal seconds) -> seconds.compareTo(current) == 0;
    };
  }

  void show(DictValue diff, FileStatus current) {
    show(diff, "mtime", modified, current.modified());
    show(diff, "atime", accessed, current.accessed());
  }

  private void show(DictValue diff, String name, Wanted wanted, BigDecimal current) {
    if (!satisfied(wanted, current)) {
      DictValue before = new DictValue();
      DictValue after = new DictValue();
      before.put(name, new Real(current.doubleValue()));
      after.put(
          name,
          new Real(wanted instanceof Wanted.At(var at) ? at.doubleValue() : now.doubleValue()));
      FileTask.add(diff, before, after);
    }
  }
}
