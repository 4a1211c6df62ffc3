package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.CallContext;
import dev.holdfast.client.http.Execution;
import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import java.time.Duration;
import java.time.Instant;

/// One wait for the end of a task, looking ever less often.
final class TaskWait {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  /// How long a node may be silent before a task on it is given up.
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final TasksApi tasks;
  private final Pacer pacer;
  private final Upid upid;
  private final String purpose;
  private final Instant since;
  private Instant lastAnswer;
  private String lastSeen = "nothing yet";

  TaskWait(TasksApi tasks, Pacer pacer, Upid upid, String purpose) {
    this.tasks = tasks;
    this.pacer = pacer;
    this.upid = upid;
    this.purpose = purpose;
    this.since = pacer.now();
    this.lastAnswer = since;
  }

  TaskStatus run() {
    Duration interval = FIRST;
    while (true) {
      checkTime();
      TaskStatus status = look();
      if (!(status instanceof TaskStatus.Running)) {
        return status;
      }
      CallContext context = CallContext.current();
      pacer.sleep(context.atMost(interval, pacer), context.cancellation());
      Duration next = interval.multipliedBy(17).dividedBy(10);
      interval = next.compareTo(LONGEST) < 0 ? next : LONGEST;
    }
  }

  private TaskStatus look() {
    try {
      TaskStatus status = tasks.poll(upid);
      lastAnswer = pacer.now();
      lastSeen = "the task is running";
      return status;
    } catch (UnavailableException e) {
      if (!e.retryable() || Duration.between(lastAnswer, pacer.now()).compareTo(SILENCE) > 0) {
        throw e;
      }
      lastSeen = e.getMessage();
      return new TaskStatus.Running();
    }
  }

  private void checkTime() {
    CallContext context = CallContext.current();
    if (context.stopped()) {
      throw stopped(Code.CANCELLED, "Stopped waiting");
    }
    if (context.expired(pacer)) {
      CallContext.of(context.cancellation())
          .call(() -> tasks.lastLine(upid))
          .ifPresent(line -> lastSeen = "\"" + line + "\" in its log");
      throw stopped(Code.TIMEOUT, "No time is left to wait");
    }
  }

  private StoppedException stopped(Code code, String what) {
    String waited = readable(Duration.between(since, pacer.now()));
    return new StoppedException(
        code,
        Execution.UNKNOWN,
        "%s for %s after %s (since %s). Last seen: %s. The task goes on: %s"
            .formatted(what, purpose, waited, since, lastSeen, upid));
  }

  private static String readable(Duration waited) {
    return waited.toMinutes() > 0
        ? "%d min %d s".formatted(waited.toMinutes(), waited.toSecondsPart())
        : waited.toSeconds() + " s";
  }
}
