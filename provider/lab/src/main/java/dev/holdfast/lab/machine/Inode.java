package dev.holdfast.lab.machine;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/// One file, directory or link. Guarded by the [MemoryFiles] it belongs to.
final class Inode {
  private static final int FILE = 0x8000;
  private static final int DIRECTORY = 0x4000;
  private static final int LINK = 0xa000;

  final long number;
  final int type;
  final NavigableMap<String, Inode> entries = new TreeMap<>();
  int permissions;
  long uid;
  long gid;
  int links = 1;
  Instant accessed;
  Instant modified;
  Instant changed;
  byte[] content = {};
  String target = "";
  String flags = "";

  private Inode(long number, int type, int permissions, Identity owner, Instant now) {
    this.number = number;
    this.type = type;
    this.permissions = permissions;
    this.uid = owner.uid();
    this.gid = owner.gid();
    this.accessed = now;
    this.modified = now;
    this.changed = now;
  }

  static Inode file(long number, int permissions, Identity owner, Instant now) {
    return new Inode(number, FILE, permissions, owner, now);
  }

  static Inode directory(long number, int permissions, Identity owner, Instant now) {
    return new Inode(number, DIRECTORY, permissions, owner, now);
  }

  static Inode link(long number, String target, Identity owner, Instant now) {
    Inode link = new Inode(number, LINK, 0777, owner, now);
    link.target = target;
    return link;
  }

  boolean isDirectory() {
    return type == DIRECTORY;
  }

  boolean isFile() {
    return type == FILE;
  }

  boolean isLink() {
    return type == LINK;
  }

  int mode() {
    return type | permissions;
  }

  long size() {
    return isDirectory() ? 4096 : isLink() ? target.length() : content.length;
  }

  long linkCount() {
    return isDirectory() ? 2 + entries.values().stream().filter(Inode::isDirectory).count() : links;
  }

  /// Whether somebody may read (4), write (2) or execute or search (1).
  boolean allows(Identity who, int bit) {
    if (who.isRoot()) {
      return bit != 1 || isDirectory() || (permissions & 0111) != 0;
    }
    int shift = who.uid() == uid ? 6 : who.in(gid) ? 3 : 0;
    return (permissions >> shift & bit) != 0;
  }
}
