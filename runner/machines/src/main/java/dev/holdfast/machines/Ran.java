package dev.holdfast.machines;

/// How a command that a test ran inside a machine ended.
public record Ran(int status, String stdout, String stderr) {
  /// Standard output without its last line ends, when the command succeeded.
  ///
  /// @throws MachineException when it did not
  public String text() {
    if (status != 0) {
      throw new MachineException("exit status " + status + ": " + stderr + stdout);
    }
    return stdout.stripTrailing();
  }
}
