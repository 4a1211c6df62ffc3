package dev.holdfast.client.proxmox;

/// How far a task is (`GET /nodes/{node}/tasks/{upid}/status`); its exit text is the truth about
/// the work, not the answer of the call that started it.
public sealed interface TaskStatus {

  record Running() implements TaskStatus {}

  record Succeeded() implements TaskStatus {}

  /// Done, with remarks in the log.
  record Warned(int warnings) implements TaskStatus {}

  record Failed(String exitText) implements TaskStatus {}

  static TaskStatus ofExit(String exitText) {
    if (exitText.equals("OK")) {
      return new Succeeded();
    }
    if (exitText.matches("WARNINGS: \\d{1,9}")) {
      return new Warned(Integer.parseInt(exitText.substring(10)));
    }
    return new Failed(exitText);
  }
}
