package dev.holdfast.machines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What lies below a directory of a machine, for comparing: every path with its kind, mode, owner
/// and content. Times are left out.
///
/// @param entries by absolute path inside the machine
public record FileTree(SortedMap<String, Entry> entries) {
  public FileTree {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /// One path.
  ///
  /// @param kind `file`, `directory`, `link`, `deleted` (in a layer of changes) or `other`
  /// @param mode as `chmod` takes it, such as `0644`; empty for links and deleted paths
  /// @param owner numbers of user and group, such as `0:0`
  /// @param content hash of a file, target of a link, else empty
  public record Entry(String kind, String mode, String owner, String content) {}

  /// Only the paths that a test wants to compare.
  public FileTree only(Predicate<String> paths) {
    var kept = new TreeMap<String, Entry>();
    entries.forEach((path, entry) -> {
      if (paths.test(path)) {
        kept.put(path, entry);
      }
    });
    return new FileTree(kept);
  }

  /// What is in this tree and not the same in an older one; what the older one had more shows as
  /// `deleted`.
  public FileTree since(FileTree older) {
    var changed = new TreeMap<String, Entry>();
    entries.forEach((path, entry) -> {
      if (!entry.equals(older.entries.get(path))) {
        changed.put(path, entry);
      }
    });
    older.entries.keySet().stream()
        .filter(path -> !entries.containsKey(path))
        .forEach(path -> changed.put(path, new Entry("deleted", "", "", "")));
    return new FileTree(changed);
  }

  /// One line a path, for messages and golden files.
  @Override
  public String toString() {
    var text = new StringBuilder();
    entries.forEach((path, entry) ->
        text.append(
            "%s %s %s %s %s%n"
                .formatted(path, entry.kind, entry.mode, entry.owner, entry.content)));
    return text.toString();
  }

  /// Reads what is below `root`, named as if `root` were `prefix`.
  static FileTree read(Path root, String prefix, Predicate<String> wanted) {
    var entries = new TreeMap<String, Entry>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
                throws IOException {
              return add(path) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
                throws IOException {
              add(path);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException failure) {
              // It went away between listing and looking.
              return FileVisitResult.CONTINUE;
            }

            private boolean add(Path path) throws IOException {
              String name = prefix + (path.equals(root) ? "" : "/" + root.relativize(path));
              boolean take = wanted.test(name);
              if (take) {
                entries.put(name.isEmpty() ? "/" : name, entry(path));
              }
              return take;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FileTree(entries);
  }

  private static Entry entry(Path path) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:mode,uid,gid,rdev", LinkOption.NOFOLLOW_LINKS);
    int mode = number(found, "mode");
    String owner = number(found, "uid") + ":" + number(found, "gid");
    String bits = "%04o".formatted(mode & 07777);
    return switch (mode & 0170000) {
      case 0100000 -> new Entry("file", bits, owner, hash(path));
      case 0040000 -> new Entry("directory", bits, owner, "");
      case 0120000 -> new Entry("link", "", owner, Files.readSymbolicLink(path).toString());
      // The layer's mark of a deleted path is a character device 0,0.
      case 0020000 ->
          found.get("rdev") instanceof Long device && device == 0
              ? new Entry("deleted", "", "", "")
              : new Entry("other", bits, owner, "");
      default -> new Entry("other", bits, owner, "");
    };
  }

  private static int number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Integer number ? number : -1;
  }

  private static String hash(Path path) throws IOException {
    try (InputStream content = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[1 << 16];
      for (int read = content.read(buffer); read > 0; read = content.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
