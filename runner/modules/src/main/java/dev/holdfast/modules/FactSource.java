package dev.holdfast.modules;

import dev.holdfast.engine.module.Lines;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the one probe of `setup` brought: sections of its script, and files by path.
record FactSource(Map<String, String> sections, Map<String, String> files) {
  private static final Pattern SECTION = Pattern.compile("^@@ (\\w+)\n", Pattern.MULTILINE);
  private static final Pattern FILE = Pattern.compile("(?:^|\n)==> (\\S+) <==\n");

  FactSource {
    sections = Collections.unmodifiableMap(new LinkedHashMap<>(sections));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  static FactSource parse(String text) {
    Map<String, String> sections = pieces(SECTION, text);
    return new FactSource(sections, pieces(FILE, sections.getOrDefault("files", "")));
  }

  private static Map<String, String> pieces(Pattern pattern, String text) {
    Map<String, String> pieces = new LinkedHashMap<>();
    Matcher matcher = pattern.matcher(text);
    String name = "";
    int from = -1;
    while (matcher.find()) {
      if (from >= 0) {
        pieces.put(name, text.substring(from, Math.max(from, matcher.start())));
      }
      name = matcher.group(1);
      from = matcher.end();
    }
    if (from >= 0) {
      pieces.put(name, text.substring(from));
    }
    return pieces;
  }

  String section(String name) {
    return sections.getOrDefault(name, "").strip();
  }

  List<String> lines(String name) {
    return Lines.of(section(name));
  }

  /// A file's content; empty when there is none.
  String file(String path) {
    return files.getOrDefault(path, "").strip();
  }

  List<String> fileLines(String path) {
    return Lines.of(file(path));
  }

  boolean hasFile(String path) {
    return files.containsKey(path);
  }

  /// Whether something is at one of the paths that the script looks for.
  boolean there(String path) {
    return lines("there").contains(path);
  }

  /// Where a program is.
  Optional<String> tool(String name) {
    return lines("tools").stream().filter(path -> Paths.base(path).equals(name)).findFirst();
  }

  /// `KEY=value` lines with their quotes taken away.
  Map<String, String> settings(String path) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : fileLines(path)) {
      int sign = line.indexOf('=');
      if (sign > 0 && !line.startsWith("#")) {
        settings.put(
            line.substring(0, sign).strip(),
            line.substring(sign + 1).strip().replaceAll("^[\"']|[\"']$", ""));
      }
    }
    return settings;
  }
}
