package dev.holdfast.transport;

import java.time.Duration;

/// Bounds of one request.
///
/// @param timeout after which the command's process group is ended (TERM, then KILL); zero for none
/// @param outputBytes how much of each output is kept in memory; the rest goes to a temporary file
///   of this process
public record Limits(Duration timeout, long outputBytes) {
  public static final Limits NONE = new Limits(Duration.ZERO, 64L << 20);

  public Limits withTimeout(Duration bound) {
    return new Limits(bound, outputBytes);
  }
}
