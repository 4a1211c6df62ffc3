package dev.holdfast.engine.machine;

import java.util.List;
import java.util.Optional;

/// A question to a machine. It changes nothing there.
public sealed interface Probe {
  /// Everything about one path.
  ///
  /// @param follow whether a link is looked through
  /// @param digest of the content of a regular file, where wanted
  /// @param mime whether the kind of content is wanted, which costs a program
  /// @param attributes whether the extended attribute flags are wanted, which costs a program
  record Stat(
      String path, boolean follow, Optional<Digest> digest, boolean mime, boolean attributes)
      implements Probe {
    public static Stat of(String path) {
      return new Stat(path, false, Optional.empty(), false, false);
    }

    public Stat following(boolean links) {
      return new Stat(path, links, digest, mime, attributes);
    }

    public Stat with(Digest algorithm) {
      return new Stat(path, follow, Optional.of(algorithm), mime, attributes);
    }

    public Stat withAttributes(boolean wanted) {
      return new Stat(path, follow, digest, mime, wanted);
    }
  }

  /// A file's content, through links. Status 2, 13 and 21 mean what these error numbers mean.
  record ReadFile(String path) implements Probe {}

  /// Whether something is at a path, at the end of all links.
  record Exists(String path) implements Probe {}

  /// The paths that a pattern (`*`, `?`, `[…]`) matches; a path without them matches itself.
  record Glob(String directory, String pattern) implements Probe {}

  /// Where a program is: on the path, or in the directories of the superuser's programs.
  record Which(String program) implements Probe {}

  /// A user's entry by name or number.
  record User(String name) implements Probe {}

  /// A group's entry by name or number.
  record Group(String name) implements Probe {}

  /// What text with `~` and `$NAME` stands for on the machine.
  record Expand(String text) implements Probe {}

  /// The file creation mask of the user.
  record Umask() implements Probe {}

  /// Files below paths, each as with [Stat].
  ///
  /// @param paths where to look; one that is not there is left out
  /// @param maximum how deep, empty without bound; 1 are the entries of a path itself
  /// @param criteria further expressions of `find`, such as `-type`, `f`
  /// @param follow whether links are looked through
  record Find(List<String> paths, Optional<Integer> maximum, List<String> criteria, boolean follow)
      implements Probe {
    public Find {
      paths = List.copyOf(paths);
      criteria = List.copyOf(criteria);
    }
  }

  /// A command that only reads.
  record Query(Command command) implements Probe {
    public static Query of(String... words) {
      return new Query(Command.of(words));
    }
  }
}
