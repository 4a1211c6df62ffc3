package dev.holdfast.modules;

import dev.holdfast.engine.module.ModuleFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// A file of sections and settings as Python's `RawConfigParser` reads and writes it: comments are
/// lost, keys are small, indented lines go on with the setting above.
final class RepoFile {
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  private RepoFile() {}

  static RepoFile parse(String text) {
    RepoFile file = new RepoFile();
    String section = "";
    String key = "";
    for (String line : text.lines().toList()) {
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      if (line.matches("\\[.+\\].*")) {
        section = line.substring(1, line.indexOf(']'));
        file.sections.putIfAbsent(section, new LinkedHashMap<>());
        key = "";
        continue;
      }
      if (section.isEmpty()) {
        throw ModuleFailure.of("File contains no section headers.\nline: '%s'".formatted(line));
      }
      Map<String, String> settings = file.sections.get(section);
      if (Character.isWhitespace(line.charAt(0)) && !key.isEmpty() && settings != null) {
        settings.merge(key, bare, (one, other) -> one + "\n" + other);
        continue;
      }
      int sign = sign(line);
      key = line.substring(0, sign).strip().toLowerCase(java.util.Locale.ROOT);
      file.put(section, key, sign < line.length() ? line.substring(sign + 1).strip() : "");
    }
    return file;
  }

  private static int sign(String line) {
    int at = 0;
    while (at < line.length() && line.charAt(at) != '=' && line.charAt(at) != ':') {
      at++;
    }
    return at;
  }

  private void put(String section, String key, String value) {
    sections.computeIfAbsent(section, _ -> new LinkedHashMap<>()).put(key, value);
  }

  void put(String section, Map<String, String> settings) {
    sections.put(section, new LinkedHashMap<>(settings));
  }

  void remove(String section) {
    sections.remove(section);
  }

  boolean isEmpty() {
    return sections.isEmpty();
  }

  /// In order of names, for a diff.
  String sorted() {
    return text(new TreeMap<>(sections), true);
  }

  String text() {
    return text(sections, false);
  }

  private static String text(Map<String, Map<String, String>> all, boolean sorted) {
    StringBuilder text = new StringBuilder();
    all.forEach((name, settings) -> {
      text.append('[').append(name).append("]\n");
      Map<String, String> ordered = sorted ? new TreeMap<>(settings) : settings;
      ordered.forEach((key, value) ->
          text.append(key)
              .append(" = ")
              .append(sorted ? value : value.replace("\n", "\n\t"))
              .append('\n'));
      text.append('\n');
    });
    return text.toString();
  }
}
