package dev.holdfast.language.filter;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Python's `glob.glob`, regular files only.
public final class Glob {
  private Glob() {}

  /// The files that a pattern matches, in the order of their folders.
  public static List<String> files(String pattern) {
    return files(pattern, Path::of);
  }

  /// @param place where the text of a path leads
  public static List<String> files(String pattern, Function<String, Path> place) {
    List<String> found = List.of(pattern.startsWith("/") ? "/" : "");
    for (String part : pattern.split("/")) {
      if (!part.isEmpty()) {
        found = found.stream().flatMap(folder -> step(folder, part, place).stream()).toList();
      }
    }
    return found.stream().filter(file -> Files.isRegularFile(place.apply(file))).toList();
  }

  private static List<String> step(String folder, String part, Function<String, Path> place) {
    if (part.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
      String path = folder + (folder.isEmpty() || folder.endsWith("/") ? "" : "/") + part;
      // Whether it is there shows later: above a packaged project nothing is, for whoever looks.
      return List.of(path);
    }
    Path parent = place.apply(folder.isEmpty() ? "." : folder);
    PathMatcher matcher =
        FileSystems.getDefault()
            .getPathMatcher("glob:" + part.replace("{", "\\{").replace("}", "\\}"));
    List<String> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(parent)) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> part.startsWith(".") || !name.startsWith("."))
          .filter(name -> matcher.matches(Path.of(name)))
          .forEach(name ->
              found.add(folder + (folder.isEmpty() || folder.endsWith("/") ? "" : "/") + name));
    } catch (IOException e) {
      return List.of();
    }
    return found;
  }
}
