package dev.holdfast.engine.machine;

/// How one probe or step ended.
///
/// @param status exit status; the error number where something was not even started
/// @param note empty for what ran; else what kept it from running, or failed around it
public record Ran(int status, Note note, Bytes out, Bytes err) {
  /// What kept a command from running.
  public enum Note {
    /// It ran; the status is its own.
    NONE,
    /// There is no such program, or it cannot be executed.
    PROGRAM,
    /// The directory cannot be entered.
    DIRECTORY,
    /// What it creates is there.
    CREATES,
    /// What it removes is not there.
    REMOVES,
    /// A new file's validation failed; status and outputs are the validator's.
    VALIDATION
  }

  /// Whether it ran and ended well.
  public boolean ok() {
    return status == 0 && note == Note.NONE;
  }

  /// Standard output as text.
  public String text() {
    return out.text();
  }

  /// Standard error as text.
  public String errors() {
    return err.text();
  }
}
