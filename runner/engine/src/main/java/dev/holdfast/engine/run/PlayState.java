package dev.holdfast.engine.run;

import dev.holdfast.engine.playbook.Block;
import dev.holdfast.engine.playbook.Play;
import dev.holdfast.engine.playbook.Role;
import dev.holdfast.engine.playbook.Step;
import dev.holdfast.engine.playbook.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How far one batch of a play has come: where each host stands, what it waits for, which roles it
/// has been through. Only the thread that drives the run touches it.
final class PlayState {
  private final Play play;
  private final RunState run;
  private final List<String> batch;
  private final List<String> all;
  private final Map<String, Cursor> cursors = new LinkedHashMap<>();
  private final TaskOrder order;
  private final Notifications notifications = new Notifications();
  private final Set<RoleOnHost> begun = new HashSet<>();
  private final Set<RoleOnHost> completed = new HashSet<>();
  private final Set<String> removed = new LinkedHashSet<>();
  private boolean ended;

  private record RoleOnHost(Role role, String host) {}

  /// @param all the hosts of all batches
  /// @param steps the play's steps, without those that tags leave out
  PlayState(Play play, RunState run, List<String> batch, List<String> all, List<Block> steps) {
    this.play = play;
    this.run = run;
    this.batch = List.copyOf(batch);
    this.all = List.copyOf(all);
    this.order = new TaskOrder(steps);
    for (String host : batch) {
      Cursor cursor = Cursor.at(steps);
      if (run.failed().contains(host)) {
        cursor.end();
      }
      cursors.put(host, cursor);
    }
  }

  Play play() {
    return play;
  }

  RunState run() {
    return run;
  }

  List<String> batch() {
    return batch;
  }

  /// The hosts of all batches.
  List<String> all() {
    return all;
  }

  /// Puts a host somewhere else than at the first step, before the play begins.
  void place(String host, Cursor cursor) {
    if (!run.failed().contains(host)) {
      cursors.put(host, cursor);
    }
  }

  Notifications notifications() {
    return notifications;
  }

  TaskOrder order() {
    return order;
  }

  /// The hosts that can still be reached.
  List<String> hostsLeft() {
    return batch.stream().filter(host -> !run.unreachable().contains(host)).toList();
  }

  /// The hosts that are neither failed nor gone, as `ansible_play_hosts` shows them.
  List<String> activeHosts() {
    return all.stream()
        .filter(host -> !run.unreachable().contains(host))
        .filter(host -> !removed.contains(host))
        .filter(host -> !run.failed().contains(host))
        .toList();
  }

  /// The hosts as they stand now, for a task that begins.
  HostTasks.Moment moment() {
    List<String> active = activeHosts();
    return new HostTasks.Moment(
        play, batch.stream().filter(active::contains).toList(), active, all);
  }

  Cursor cursor(String host) {
    Cursor cursor = cursors.get(host);
    if (cursor == null) {
      throw new IllegalArgumentException("not a host of this play: " + host);
    }
    return cursor;
  }

  /// Where the host would go next, without going there.
  Next peek(String host) {
    Cursor cursor = cursor(host).copy();
    boolean wasInHandlers = cursor.inHandlers();
    Optional<Task> task = cursor.advance(handler -> notifications.wants(handler, host));
    return new Next(host, cursor, task, wasInHandlers && cursor.inHandlers());
  }

  /// A host's next task and the cursor behind it.
  ///
  /// @param handler whether it is one of the handlers that are being flushed
  record Next(String host, Cursor cursor, Optional<Task> task, boolean handler) {}

  void take(Next next) {
    cursors.put(next.host(), next.cursor());
  }

  /// Marks the host as failed: it goes on where a rescue or an always lets it.
  ///
  /// @return whether a rescue takes over
  boolean fail(String host) {
    Cursor cursor = cursor(host);
    boolean rescued = cursor.fail();
    if (rescued) {
      removed.remove(host);
    } else {
      removed.add(host);
      if (cursor.failed()) {
        run.failed().add(host);
      }
    }
    return rescued;
  }

  /// Notes hosts that reached the end of the play with a failure.
  void settle() {
    for (String host : batch) {
      if (cursor(host).failed()) {
        run.failed().add(host);
      }
    }
  }

  void remove(String host) {
    removed.add(host);
  }

  void clearErrors() {
    for (String host : batch) {
      cursor(host).clearErrors();
      run.failed().remove(host);
      run.unreachable().remove(host);
      removed.remove(host);
    }
  }

  void insert(String host, List<? extends Step> steps) {
    if (!cursor(host).failed()) {
      cursor(host).insert(steps);
    }
  }

  /// The play ends for every host.
  void end() {
    ended = true;
    endBatch();
  }

  void endBatch() {
    hostsLeft().forEach(host -> cursor(host).end());
  }

  /// Whether `end_play` was met, so that later batches do not run either.
  boolean ended() {
    return ended;
  }

  /// Notes that a task of the role did run on the host.
  void begun(Role role, String host) {
    begun.add(new RoleOnHost(role, host));
  }

  void complete(Role role, String host) {
    if (begun.contains(new RoleOnHost(role, host))) {
      completed.add(new RoleOnHost(role, host));
    }
  }

  /// Whether the role is through on the host and must not run twice.
  boolean done(Role role, String host) {
    return !role.allowDuplicates() && completed.contains(new RoleOnHost(role, host));
  }

  /// Failed hosts of this batch.
  List<String> failedHosts() {
    List<String> failed = new ArrayList<>();
    for (String host : batch) {
      if (cursor(host).failed() || run.failed().contains(host)) {
        failed.add(host);
      }
    }
    return failed;
  }
}
