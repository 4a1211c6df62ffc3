package dev.holdfast.modules;

import dev.holdfast.engine.module.ModuleFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The one-line sources of a machine's apt, by file, and what a task makes of them.
final class AptSources {
  static final String FILE = "/etc/apt/sources.list";
  static final String FOLDER = "/etc/apt/sources.list.d";
  private static final Set<String> TYPES = Set.of("deb", "deb-src");

  private final Map<String, List<Line>> files = new LinkedHashMap<>();

  /// One line.
  ///
  /// @param valid whether it is a source
  private record Line(boolean valid, boolean enabled, String source, String comment) {
    static Line of(String text) {
      String line = text.strip();
      boolean enabled = !line.startsWith("#");
      String rest = enabled ? line : line.substring(1);
      int hash = rest.indexOf('#');
      String comment = hash > 0 ? rest.substring(hash + 1).strip() : "";
      String source = (hash > 0 ? rest.substring(0, hash) : rest).strip();
      String[] words = source.split("\\s+");
      boolean valid = TYPES.contains(words[0]);
      return new Line(valid, enabled, valid ? String.join(" ", words) : source, comment);
    }

    String text() {
      return (enabled ? "" : "# ") + source + (comment.isEmpty() ? "" : " # " + comment) + "\n";
    }
  }

  void load(String file, String content) {
    files.put(file, new ArrayList<>(content.lines().map(Line::of).toList()));
  }

  /// The files that hold anything, as they would be written.
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    files.forEach((file, lines) -> {
      if (!lines.isEmpty()) {
        texts.put(file, lines.stream().map(Line::text).collect(Collectors.joining()));
      }
    });
    return texts;
  }

  /// A source in its plain form.
  ///
  /// @throws ModuleFailure when it is none, or is switched off
  static String plain(String source) {
    Line line = Line.of(source);
    if (!line.valid() || !line.enabled()) {
      throw ModuleFailure.of("Invalid repository string: " + source.strip().replaceFirst("^#", ""));
    }
    return line.source();
  }

  boolean has(String source) {
    return files.values().stream()
        .flatMap(List::stream)
        .anyMatch(line -> line.valid() && line.enabled() && line.source().equals(source));
  }

  /// Adds a source, or switches it on where it is there.
  void add(String source, String file) {
    boolean found = false;
    for (List<Line> lines : files.values()) {
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        if (line.valid() && line.source().equals(source)) {
          lines.set(i, new Line(true, true, source, line.comment()));
          found = true;
        }
      }
    }
    if (!found) {
      String path = file.contains("/") ? file : FOLDER + "/" + file;
      files
          .computeIfAbsent(path, _ -> new ArrayList<>())
          .add(new Line(true, true, source, Line.of(source).comment()));
    }
  }

  void remove(String source) {
    files
        .values()
        .forEach(lines ->
            lines.removeIf(line -> line.valid() && line.enabled() && line.source().equals(source)));
  }

  /// The name that a source's file gets by itself.
  static String fileName(String source) {
    String plain = source.replaceAll("\\[[^]]+]", "").replaceAll("\\w+://", "");
    String first =
        List.of(plain.strip().split("\\s+")).stream()
            .filter(word -> !TYPES.contains(word))
            .findFirst()
            .orElse("");
    String name = first.contains("@") ? first.substring(first.indexOf('@') + 1) : first;
    return String.join("_", name.replaceAll("[^a-zA-Z0-9]", " ").strip().split("\\s+")) + ".list";
  }
}
