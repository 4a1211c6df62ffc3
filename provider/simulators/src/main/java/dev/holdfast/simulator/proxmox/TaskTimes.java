package dev.holdfast.simulator.proxmox;

import java.time.Duration;

/// How long the simulated server works on things, in simulated time.
///
/// @param step a task with little to do: create, destroy, resize, template, linked clone …
/// @param start until a machine runs
/// @param stop until a machine is off
/// @param shutdown until a well-behaved guest has powered itself off
/// @param boot from start until the guest agent answers
/// @param address from the agent's first answer until it reports addresses
/// @param bytesPerSecond how fast disks are copied and files fetched
/// @param statusLag until the listing shows a new status or name
/// @param createLag until the listing shows anything about a new machine
public record TaskTimes(
    Duration step,
    Duration start,
    Duration stop,
    Duration shutdown,
    Duration boot,
    Duration address,
    long bytesPerSecond,
    Duration statusLag,
    Duration createLag) {

  /// Times as on ordinary hardware.
  public static TaskTimes usual() {
    return new TaskTimes(
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(4),
        Duration.ofSeconds(15),
        Duration.ofSeconds(2),
        200 * Sizes.MIB,
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }

  Duration copying(long bytes, long limit) {
    long rate = limit > 0 ? Math.min(limit, bytesPerSecond) : bytesPerSecond;
    return step.plus(Duration.ofMillis(bytes * 1000 / Math.max(1, rate)));
  }
}
