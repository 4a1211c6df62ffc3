package dev.holdfast.engine.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The plugin files of folders by their names without extensions; each folder is read once.
final class Listing {
  private static final Set<String> IGNORED =
      Set.of(
          "pyo", "pyc", "swp", "bak", "rpm", "md", "txt", "rst", "yaml", "yml", "ini", "json",
          "psm1", "pyi");

  /// Where several files have a name: Python before anything else, PowerShell last.
  private static final Comparator<Path> ORDER =
      Comparator.<Path>comparingInt(path -> rank(extension(path))).thenComparing(path -> path);

  private final Map<Path, Map<String, Path>> folders = new ConcurrentHashMap<>();

  /// The file of that name in a folder or one below it.
  Optional<Path> find(Path folder, String name) {
    return Optional.ofNullable(folders.computeIfAbsent(folder, Listing::read).get(name));
  }

  private static Map<String, Path> read(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Map.of();
    }
    Map<String, Path> files = new HashMap<>();
    try (Stream<Path> all = Files.find(folder, 8, (_, about) -> !about.isDirectory())) {
      List<Path> sorted = all.filter(Listing::isPlugin).sorted(ORDER).toList();
      sorted.forEach(path -> files.putIfAbsent(name(path), path));
    } catch (IOException | UncheckedIOException unreadable) {
      // As with any folder of a search path that cannot be read: nothing is in it.
      return Map.of();
    }
    return files;
  }

  private static boolean isPlugin(Path path) {
    String name = String.valueOf(path.getFileName());
    return !name.startsWith(".")
        && !name.startsWith("__init__")
        && !name.endsWith("~")
        && !IGNORED.contains(extension(path));
  }

  static String name(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    String base = dot > 0 ? name.substring(0, dot) : name;
    return base.startsWith("_") ? base.substring(1) : base;
  }

  static String extension(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static int rank(String extension) {
    return switch (extension) {
      case "py" -> 0;
      case "ps1" -> 2;
      default -> 1;
    };
  }
}
