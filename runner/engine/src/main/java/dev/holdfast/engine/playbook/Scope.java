package dev.holdfast.engine.playbook;

/// What a keyword may stand at.
public enum Scope {
  PLAY("Play"),
  ROLE("RoleInclude"),
  BLOCK("Block"),
  TASK("Task"),
  HANDLER("Handler"),
  TASK_INCLUDE("TaskInclude"),
  ROLE_INCLUDE("IncludeRole"),
  PLAYBOOK_INCLUDE("PlaybookInclude");

  private final String label;

  Scope(String label) {
    this.label = label;
  }

  /// The word that errors use, as in `'x' is not a valid attribute for a Task`.
  public String label() {
    return label;
  }
}
