package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;
import java.util.List;

/// A task that ended with an error, with the end of its log.
public final class TaskFailedException extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  private final transient Upid upid;
  private final String exitText;
  private final Code reason;
  private final transient List<String> logTail;

  TaskFailedException(
      Upid upid, String purpose, String exitText, Code reason, List<String> logTail) {
    super(Code.TASK_FAILED, Execution.FAILED, message(upid, purpose, exitText, logTail));
    this.upid = upid;
    this.exitText = exitText;
    this.reason = reason;
    this.logTail = List.copyOf(logTail);
  }

  public Upid upid() {
    return upid;
  }

  public String exitText() {
    return exitText;
  }

  /// What the exit text means, when a synchronous call would have refused with it: `LOCKED`,
  /// `LOCK_TIMEOUT`, `ALREADY_EXISTS` …; `TASK_FAILED` when it means nothing of that kind.
  public Code reason() {
    return reason;
  }

  public List<String> logTail() {
    return logTail;
  }

  private static String message(Upid upid, String purpose, String exitText, List<String> logTail) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: task %s on node %s failed: %s".formatted(purpose, upid.type(), upid.node(), exitText));
    if (!logTail.isEmpty()) {
      text.append("\nEnd of the task's log:");
      logTail.forEach(line -> text.append("\n  ").append(line));
    }
    return text.append("\nTask: ").append(upid).toString();
  }
}
