package dev.holdfast.engine.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A configuration file as Python's `configparser` reads it, with `;` before comments behind values
/// and without interpolation.
///
/// Keys are lower-case; a line that is moved in continues the value above; the section `DEFAULT`
/// stands behind all others.
final class IniFile {
  private static final Pattern SECTION = Pattern.compile("\\[(.+)\\].*");
  private static final Pattern OPTION = Pattern.compile("(.*?)\\s*[=:]\\s*(.*)");

  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
  private final List<String> mistakes = new ArrayList<>();
  private String section = "";
  private String key = "";
  private int keyIndent;

  private IniFile() {}

  static IniFile parse(String text) {
    IniFile file = new IniFile();
    int number = 0;
    for (String line : text.lines().toList()) {
      file.line(line, ++number);
    }
    if (!file.mistakes.isEmpty()) {
      throw new SettingsException(
          "Source contains parsing errors: '<string>'\n" + String.join("\n", file.mistakes));
    }
    return file;
  }

  Optional<String> get(Setting.Entry entry) {
    String name = entry.key().toLowerCase(Locale.ROOT);
    return get(entry.section(), name).or(() -> get("DEFAULT", name));
  }

  private Optional<String> get(String wanted, String name) {
    return Optional.ofNullable(sections.get(wanted))
        .flatMap(options -> Optional.ofNullable(options.get(name)))
        .map(String::strip);
  }

  private void line(String line, int number) {
    String value = withoutComment(line).strip();
    if (value.isEmpty()) {
      blank(line);
      return;
    }
    int indent = line.length() - line.stripLeading().length();
    if (!key.isEmpty() && indent > keyIndent) {
      options().merge(key, value, (before, more) -> before + "\n" + more);
      return;
    }
    keyIndent = indent;
    Matcher header = SECTION.matcher(value);
    if (header.matches()) {
      open(header.group(1), number);
    } else if (section.isEmpty()) {
      throw new SettingsException(
          "File contains no section headers.\nfile: '<string>', line: "
              + number
              + "\n'"
              + line
              + "\\n'");
    } else {
      option(line, value, number);
    }
  }

  /// An empty line is part of a value that goes on behind it; a comment is not.
  private void blank(String line) {
    if (line.isBlank() && !key.isEmpty()) {
      options().computeIfPresent(key, (_, before) -> before + "\n");
    }
  }

  private void open(String name, int number) {
    if (!name.equals("DEFAULT") && sections.containsKey(name)) {
      throw new SettingsException(
          "While reading from '<string>' [line "
              + "%2d".formatted(number)
              + "]: section '"
              + name
              + "' already exists");
    }
    section = name;
    key = "";
    sections.computeIfAbsent(name, _ -> new LinkedHashMap<>());
  }

  private void option(String line, String value, int number) {
    Matcher option = OPTION.matcher(value);
    if (!option.matches() || option.group(1).isEmpty()) {
      mistakes.add("\t[line %2d]: '%s\\n'".formatted(number, line));
      return;
    }
    key = option.group(1).toLowerCase(Locale.ROOT);
    if (options().putIfAbsent(key, option.group(2)) != null) {
      throw new SettingsException(
          "While reading from '<string>' [line %2d]: option '%s' in section '%s' already exists"
              .formatted(number, key, section));
    }
  }

  private Map<String, String> options() {
    return sections.computeIfAbsent(section, _ -> new LinkedHashMap<>());
  }

  private static String withoutComment(String line) {
    String start = line.stripLeading();
    if (start.startsWith("#") || start.startsWith(";")) {
      return "";
    }
    for (int at = line.indexOf(';'); at >= 0; at = line.indexOf(';', at + 1)) {
      if (at == 0 || Character.isWhitespace(line.charAt(at - 1))) {
        return line.substring(0, at);
      }
    }
    return line;
  }
}
