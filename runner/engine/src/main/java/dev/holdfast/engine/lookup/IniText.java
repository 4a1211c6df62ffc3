package dev.holdfast.engine.lookup;

import dev.holdfast.language.value.PythonError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file as Python's `ConfigParser` reads it: comments fill whole lines, a line that is moved in
/// continues the value above, `%(name)s` stands for another value, the section `DEFAULT` stands
/// behind all others.
final class IniText {
  private static final String DEFAULT = "DEFAULT";
  private static final int MAX_DEPTH = 10;
  private static final Pattern SECTION = Pattern.compile("\\[(.+)].*");
  private static final Pattern OPTION = Pattern.compile("(.*?)\\s*[=:]\\s*(.*)");
  private static final Pattern REFERENCE = Pattern.compile("%(?:(%)|\\(([^)]+)\\)s)?");

  private final boolean caseSensitive;
  private final boolean noValues;
  private final Map<String, Map<String, Optional<String>>> sections = new LinkedHashMap<>();
  private Optional<Map<String, Optional<String>>> section = Optional.empty();
  private String sectionName = "";
  private Optional<String> key = Optional.empty();
  private int indent;

  /// @param noValues whether a key may stand alone
  IniText(boolean caseSensitive, boolean noValues) {
    this.caseSensitive = caseSensitive;
    this.noValues = noValues;
    sections.put(DEFAULT, new LinkedHashMap<>());
  }

  static PythonError error(String type, String message) {
    return new PythonError("configparser." + type, message);
  }

  IniText parse(String text) {
    int number = 0;
    for (String line : text.lines().toList()) {
      line(line, ++number);
    }
    return this;
  }

  private void line(String line, int number) {
    String value = line.strip();
    if (value.startsWith("#") || value.startsWith(";")) {
      return;
    }
    int moved = line.length() - line.stripLeading().length();
    if (value.isEmpty() || (key.isPresent() && moved > indent)) {
      continued(value);
      return;
    }
    indent = moved;
    Matcher header = SECTION.matcher(value);
    if (header.matches()) {
      open(header.group(1), number);
    } else if (section.isEmpty()) {
      throw error(
          "MissingSectionHeaderError",
          "File contains no section headers.\nfile: '<???>', line: %d\n'%s\\n'"
              .formatted(number, line));
    } else {
      option(section.get(), value, number);
    }
  }

  private void continued(String value) {
    key.ifPresent(name ->
        section
            .orElseThrow()
            .computeIfPresent(name, (_, before) -> before.map(text -> text + "\n" + value)));
  }

  private void open(String name, int number) {
    if (!name.equals(DEFAULT) && sections.containsKey(name)) {
      throw error(
          "DuplicateSectionError",
          "While reading from '<???>' [line %2d]: section '%s' already exists"
              .formatted(number, name));
    }
    section = Optional.of(sections.computeIfAbsent(name, _ -> new LinkedHashMap<>()));
    sectionName = name;
    key = Optional.empty();
  }

  private void option(Map<String, Optional<String>> options, String line, int number) {
    Matcher option = OPTION.matcher(line);
    boolean pair = option.matches() && !option.group(1).isEmpty();
    if (!pair && (!noValues || option.matches())) {
      throw error(
          "ParsingError",
          "Source contains parsing errors: '<???>'\n\t[line %2d]: '%s\\n'".formatted(number, line));
    }
    String name = name(pair ? option.group(1) : line);
    if (options.containsKey(name)) {
      throw error(
          "DuplicateOptionError",
          "While reading from '<???>' [line %2d]: option '%s' in section '%s' already exists"
              .formatted(number, name, sectionName));
    }
    options.put(name, pair ? Optional.of(option.group(2)) : Optional.empty());
    key = Optional.of(name);
  }

  private String name(String written) {
    return caseSensitive ? written : written.toLowerCase(Locale.ROOT);
  }

  boolean hasSection(String wanted) {
    return sections.containsKey(wanted);
  }

  /// The value of a key; inside it is empty for a key that stands alone.
  @SuppressWarnings("OptionalMapToOptional")
  Optional<Optional<String>> get(String wanted, String written) {
    return Optional.ofNullable(options(wanted).get(name(written)))
        .map(value -> value.map(text -> interpolated(text, wanted, 0)));
  }

  /// The names of a section's keys, those of `DEFAULT` included.
  List<String> names(String wanted) {
    return List.copyOf(options(wanted).keySet());
  }

  private Map<String, Optional<String>> options(String wanted) {
    Map<String, Optional<String>> options =
        new LinkedHashMap<>(sections.getOrDefault(DEFAULT, Map.of()));
    options.putAll(sections.getOrDefault(wanted, Map.of()));
    return options;
  }

  private String interpolated(String raw, String wanted, int depth) {
    String text = raw.stripTrailing();
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(
          out, Matcher.quoteReplacement(replacement(matcher, text, wanted, depth)));
    }
    return matcher.appendTail(out).toString();
  }

  private String replacement(Matcher matcher, String text, String wanted, int depth) {
    if (matcher.group(1) != null) {
      return "%";
    }
    Optional<String> name = Optional.ofNullable(matcher.group(2));
    if (name.isEmpty()) {
      throw error(
          "InterpolationSyntaxError",
          "'%%' must be followed by '%%' or '(', found: '%s'"
              .formatted(text.substring(matcher.start())));
    }
    if (depth >= MAX_DEPTH) {
      throw error(
          "InterpolationDepthError",
          "Recursion limit exceeded in value substitution in section '%s': the value is '%s'"
              .formatted(wanted, text));
    }
    String value =
        Optional.ofNullable(options(wanted).get(name(name.get())))
            .flatMap(known -> known)
            .orElseThrow(() ->
                error(
                    "InterpolationMissingOptionError",
                    "Bad value substitution: section '%s' contains an interpolation key '%s' which is not a valid option name. Raw value: '%s'"
                        .formatted(wanted, name.get(), text)));
    return interpolated(value, wanted, depth + 1);
  }
}
