package dev.holdfast.modules;

import dev.holdfast.engine.machine.Command;
import dev.holdfast.engine.machine.Probe;
import dev.holdfast.engine.machine.Ran;
import dev.holdfast.engine.machine.Step;
import dev.holdfast.engine.module.Invocation;
import dev.holdfast.engine.module.ModuleFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/// The package lists of a Debian machine: how old they are, and how they are made new.
final class AptCache {
  /// What every program of apt's is started with.
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DEBIAN_FRONTEND", "noninteractive",
          "DEBIAN_PRIORITY", "critical",
          "LANG", "C.UTF-8",
          "LC_ALL", "C.UTF-8",
          "LC_MESSAGES", "C.UTF-8",
          "LC_CTYPE", "C.UTF-8");

  /// Answers with two lines: when the lists were last updated, and what time it is there.
  static final Probe.Query TIMES =
      new Probe.Query(
          Command.shell(
              """
              s=/var/lib/apt/periodic/update-success-stamp; [ -e $s ] || s=/var/lib/apt/lists
              if [ -e $s ]; then stat -c %Y $s; else echo 0; fi; date +%s\
              """));

  private final Invocation invocation;
  private final Duration patience;

  /// @param patience how long another program may hold the lock
  AptCache(Invocation invocation, Duration patience) {
    this.invocation = invocation;
    this.patience = patience;
  }

  /// When the lists were updated, in seconds since 1970 (0 for never), by the machine's clock.
  record Times(long updated, long now) {
    static Times of(Ran ran) {
      List<String> lines = ran.text().lines().map(String::strip).toList();
      if (lines.size() < 2) {
        throw ModuleFailure.of("Unable to read the machine's clock: " + ran.errors().strip());
      }
      return new Times(Long.parseLong(lines.getFirst()), Long.parseLong(lines.getLast()));
    }

    /// Without a time for which they count as fresh, lists are always old: the clock's seconds are
    /// too coarse to tell.
    boolean olderThan(long seconds) {
      return seconds == 0 || updated + seconds < now;
    }
  }

  Times times() {
    return Times.of(invocation.machine().ask(TIMES).of(TIMES));
  }

  /// Updates the lists, with the attempts and pauses that the task's arguments say.
  void update() {
    long attempts = invocation.arguments().number("update_cache_retries").orElse(5L);
    long longest = invocation.arguments().number("update_cache_retry_max_delay").orElse(12L);
    String error = "";
    for (int i = 0; i < attempts; i++) {
      Ran ran = locked();
      if (ran.ok()) {
        return;
      }
      error = problems(ran);
      if (i + 1 < attempts) {
        long pause = Math.min(1L << Math.min(i, 30), longest) * 1000;
        invocation
            .context()
            .sleep(Duration.ofMillis(pause + ThreadLocalRandom.current().nextInt(1000)));
      }
    }
    throw ModuleFailure.of(
        "Failed to update apt cache: " + (error.isEmpty() ? "unknown reason" : error));
  }

  /// The lock of the lists has no waiting of apt's own.
  private Ran locked() {
    Instant deadline = invocation.context().clock().instant().plus(patience);
    while (true) {
      Ran ran =
          invocation
              .machine()
              .apply(Step.Run.any(Command.of("apt-get", "update", "-q").with(ENVIRONMENT)))
              .first();
      if (ran.ok() || !ran.errors().contains("Could not get lock /var/lib/apt/lists")) {
        return ran;
      }
      if (!invocation.context().clock().instant().isBefore(deadline)) {
        throw ModuleFailure.of(
            "Failed to lock apt for exclusive operation: Failed to lock directory"
                + " /var/lib/apt/lists/: "
                + problems(ran));
      }
      invocation.context().sleep(Duration.ofSeconds(1));
    }
  }

  /// Errors and warnings in one line, as apt's own library joins them.
  static String problems(Ran ran) {
    String marked =
        ran.errors()
            .lines()
            .filter(line -> line.startsWith("E: ") || line.startsWith("W: "))
            .map(line -> line.substring(0, 2) + line.substring(3))
            .collect(Collectors.joining(", "));
    return marked.isEmpty() ? ran.errors().strip() : marked;
  }
}
