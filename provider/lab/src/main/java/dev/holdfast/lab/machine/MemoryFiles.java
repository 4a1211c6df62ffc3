package dev.holdfast.lab.machine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/// The files of one machine, with room for so many bytes. Every access goes through a [FileView],
/// which holds this object's lock.
public final class MemoryFiles {
  private final InstantSource clock;
  private final Inode root;
  private final long room;
  private long numbers = 1;

  /// @param room how many bytes contents may have in all
  public MemoryFiles(InstantSource clock, long room) {
    this.clock = clock;
    this.room = room;
    this.root = Inode.directory(2, 0755, Identity.ROOT, clock.instant());
  }

  /// What a user sees, with paths that are not absolute below his home.
  public FileView as(Identity who) {
    return as(who, who.home());
  }

  public FileView as(Identity who, String directory) {
    return new FileView(this, who, directory);
  }

  Inode root() {
    return root;
  }

  Instant now() {
    return clock.instant();
  }

  long nextNumber() {
    numbers += 7;
    return numbers;
  }

  /// How many bytes are free.
  public synchronized long free() {
    return Math.max(0, room - used());
  }

  private long used() {
    long used = 0;
    Deque<Inode> todo = new ArrayDeque<>();
    todo.add(root);
    while (!todo.isEmpty()) {
      Inode next = todo.pop();
      used += next.content.length;
      todo.addAll(next.entries.values());
    }
    return used;
  }
}
