package dev.holdfast.simulator.proxmox;

import dev.holdfast.simulator.clock.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Starts the server's tasks and carries them on, in the time of the clock.
final class Tasks {

  /// Bound while a request is handled whose tasks shall fail with this text.
  static final ScopedValue<String> FAILURE = ScopedValue.newInstance();

  private static final Duration RETRY = Duration.ofMillis(200);

  private final SimulatorClock clock;
  private final ReentrantLock guard;
  private final FileLocks locks;
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private int pid = 1000;

  Tasks(SimulatorClock clock, ReentrantLock guard, FileLocks locks) {
    this.clock = clock;
    this.guard = guard;
    this.locks = locks;
  }

  /// Starts a task and answers its id; its first stretch runs at once.
  Task start(String node, String type, String id, String user, Task.Work work) {
    return start(node, type, id, user, () -> {}, work);
  }

  /// The same, with what removes the traces when it fails.
  Task start(String node, String type, String id, String user, Runnable undo, Task.Work work) {
    pid += 7;
    Task task = new Task(node, pid, clock.now(), type, id, user);
    task.onFailure(undo);
    tasks.put(task.upid(), task);
    if (FAILURE.isBound()) {
      String failure = FAILURE.get();
      later(
          task,
          RETRY,
          _ -> {
            throw Stop.error(failure);
          });
    } else {
      carryOn(task, work);
    }
    return task;
  }

  private void carryOn(Task task, Task.Work work) {
    if (!task.isRunning()) {
      return;
    }
    try {
      Task.Next next = work.run(task);
      task.gotLock();
      switch (next) {
        case Task.Next.Done() -> end(task);
        case Task.Next.Later(Duration delay, Task.Work more) -> later(task, delay, more);
      }
    } catch (Stop.Refusal e) {
      fail(task, e.text());
    } catch (Stop.Busy e) {
      Instant since = task.waitingSince(clock.now());
      if (clock.now().isBefore(since.plus(e.patience()))) {
        later(task, RETRY, work);
      } else {
        fail(task, e.text());
      }
    }
  }

  private void later(Task task, Duration delay, Task.Work work) {
    task.scheduled(
        clock.scheduleAfter(
            delay,
            () -> {
              guard.lock();
              try {
                carryOn(task, work);
              } finally {
                guard.unlock();
              }
              clock.changed();
            }));
  }

  private void end(Task task) {
    task.succeed(clock.now());
    locks.release(task.upid());
  }

  void fail(Task task, String why) {
    if (task.isRunning()) {
      task.fail(why, clock.now());
      locks.release(task.upid());
    }
  }

  Optional<Task> find(String upid) {
    return Optional.ofNullable(tasks.get(upid));
  }

  List<Task> all() {
    return List.copyOf(tasks.values());
  }

  List<Task> running() {
    return tasks.values().stream().filter(Task::isRunning).toList();
  }
}
