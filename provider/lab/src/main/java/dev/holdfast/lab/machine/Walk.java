package dev.holdfast.lab.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a path leads.
///
/// @param parents the directories on the way, the root first; never empty
/// @param names of all of them but the root
/// @param name of the last part in the last of the directories; empty for the root
/// @param node what is there
record Walk(List<Inode> parents, List<String> names, String name, Optional<Inode> node) {
  private static final int MOST_LINKS = 40;

  static Walk of(Inode root, Identity who, String path, boolean follow) {
    return new Walker(root, who, path).walk(follow);
  }

  Inode parent() {
    return parents.getLast();
  }

  /// The path without links.
  String real() {
    String above = names.stream().map(part -> "/" + part).collect(Collectors.joining());
    return name.isEmpty() ? above.isEmpty() ? "/" : above : above + "/" + name;
  }

  /// One way through the tree.
  private static final class Walker {
    private final Inode root;
    private final Identity who;
    private final String path;
    private final Deque<String> todo = new ArrayDeque<>();
    private final List<Inode> parents = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private int links;

    Walker(Inode root, Identity who, String path) {
      this.root = root;
      this.who = who;
      this.path = path;
      parents.add(root);
      push(path);
    }

    private void push(String text) {
      List<String> parts = new ArrayList<>(Arrays.asList(text.split("/")));
      parts.removeIf(part -> part.isEmpty() || part.equals("."));
      parts.reversed().forEach(todo::push);
    }

    Walk walk(boolean follow) {
      while (!todo.isEmpty()) {
        String part = todo.pop();
        if (part.equals("..")) {
          up();
          continue;
        }
        Optional<Inode> next = enter(part);
        boolean last = todo.isEmpty();
        if (next.isPresent() && next.get().isLink() && (!last || follow)) {
          through(next.get());
        } else if (last) {
          return new Walk(List.copyOf(parents), List.copyOf(names), part, next);
        } else {
          Inode directory = next.orElseThrow(() -> new FileFault(Errno.ENOENT, path));
          if (!directory.isDirectory()) {
            throw new FileFault(Errno.ENOTDIR, path);
          }
          parents.add(directory);
          names.add(part);
        }
      }
      return here();
    }

    private Walk here() {
      if (names.isEmpty()) {
        return new Walk(List.of(root), List.of(), "", Optional.of(root));
      }
      Inode node = parents.removeLast();
      String name = names.removeLast();
      return new Walk(List.copyOf(parents), List.copyOf(names), name, Optional.of(node));
    }

    private Optional<Inode> enter(String part) {
      Inode directory = parents.getLast();
      if (!directory.allows(who, 1)) {
        throw new FileFault(Errno.EACCES, path);
      }
      return Optional.ofNullable(directory.entries.get(part));
    }

    private void up() {
      if (!names.isEmpty()) {
        names.removeLast();
        parents.removeLast();
      }
    }

    private void through(Inode link) {
      links++;
      if (links > MOST_LINKS) {
        throw new FileFault(Errno.ELOOP, path);
      }
      if (link.target.startsWith("/")) {
        names.clear();
        parents.subList(1, parents.size()).clear();
      }
      push(link.target);
    }
  }
}
