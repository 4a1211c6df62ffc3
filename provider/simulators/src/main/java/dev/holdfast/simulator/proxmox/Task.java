package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.clock.SimulatorClock.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A task of the server, running or finished.
final class Task {

  /// One stretch of work; what it answers says how it goes on.
  @FunctionalInterface
  interface Work {
    Next run(Task task);
  }

  /// How a task goes on.
  sealed interface Next {
    /// It is finished.
    record Done() implements Next {}

    /// It goes on after a while.
    record Later(Duration delay, Work work) implements Next {}
  }

  private final String upid;
  private final String node;
  private final int pid;
  private final String type;
  private final String id;
  private final String user;
  private final Instant start;
  private final List<String> log = new ArrayList<>();
  private Optional<Instant> end = Optional.empty();
  private String exit = "";
  private int warnings;
  private Optional<Scheduled> next = Optional.empty();
  private Optional<Runnable> undo = Optional.empty();
  private Optional<Instant> waitingSince = Optional.empty();

  Task(String node, int pid, Instant start, String type, String id, String user) {
    this.node = node;
    this.pid = pid;
    this.type = type;
    this.id = id;
    this.user = user;
    this.start = start;
    this.upid =
        "UPID:%s:%08X:%08X:%08X:%s:%s:%s:"
            .formatted(
                node,
                pid,
                start.toEpochMilli() / 10 & 0xFFFFFFFFL,
                start.getEpochSecond(),
                type,
                id,
                user);
  }

  static Next done() {
    return new Next.Done();
  }

  static Next later(Duration delay, Work work) {
    return new Next.Later(delay, work);
  }

  String upid() {
    return upid;
  }

  String node() {
    return node;
  }

  int pid() {
    return pid;
  }

  String type() {
    return type;
  }

  String id() {
    return id;
  }

  String user() {
    return user;
  }

  Instant start() {
    return start;
  }

  Optional<Instant> end() {
    return end;
  }

  boolean isRunning() {
    return end.isEmpty();
  }

  /// `OK`, `WARNINGS: n` or the error; only of a finished task.
  String exit() {
    return exit;
  }

  List<String> log() {
    return log;
  }

  void say(String line) {
    log.add(line);
  }

  void warn(String line) {
    warnings++;
    log.add("WARN: " + line);
  }

  /// What removes the traces when the task fails or is cancelled.
  void onFailure(Runnable action) {
    undo = Optional.of(action);
  }

  void scheduled(Scheduled event) {
    next = Optional.of(event);
  }

  /// Since when it has been waiting for a lock.
  Instant waitingSince(Instant now) {
    if (waitingSince.isEmpty()) {
      waitingSince = Optional.of(now);
      say("trying to acquire lock...");
    }
    return waitingSince.get();
  }

  void gotLock() {
    if (waitingSince.isPresent()) {
      say(" OK");
      waitingSince = Optional.empty();
    }
  }

  void succeed(Instant now) {
    String result = warnings == 0 ? "OK" : "WARNINGS: " + warnings;
    log.add("TASK " + result);
    finish(result, now);
  }

  void fail(String error, Instant now) {
    next.ifPresent(Scheduled::cancel);
    undo.ifPresent(Runnable::run);
    log.add("TASK ERROR: " + error);
    finish(error, now);
  }

  private void finish(String result, Instant now) {
    exit = result;
    end = Optional.of(now);
  }
}
