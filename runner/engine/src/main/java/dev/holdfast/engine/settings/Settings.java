package dev.holdfast.engine.settings;

import dev.holdfast.language.value.YesNo;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The values of all settings and where each comes from: the command line, the environment,
/// `ansible.cfg`, or the default, in that order.
public final class Settings {

  private final UserPath userPath;
  private final Optional<Path> file;
  private final List<String> warnings;
  private final Map<Setting, Given> given;

  // Tasks ask for the same few over and over.
  private final Map<Setting, String> texts = new ConcurrentHashMap<>();
  private final Map<Setting, List<Path>> paths = new ConcurrentHashMap<>();

  /// A value before it is read by its type.
  ///
  /// @param origin `default`, `env: NAME`, the file's path or `cli`
  private record Given(String text, String origin) {}

  private Settings(
      UserPath userPath, Optional<Path> file, List<String> warnings, Map<Setting, Given> given) {
    this.userPath = userPath;
    this.file = file;
    this.warnings = List.copyOf(warnings);
    this.given = given;
  }

  /// Finds and reads the configuration file.
  ///
  /// @throws SettingsException for a file or a value that cannot be understood
  public static Settings load(UserPath paths) {
    ConfigFile found = ConfigFile.find(paths);
    Optional<IniFile> ini = found.path().map(Settings::read);
    Map<Setting, Given> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      fromFile(setting, ini, found.path()).ifPresent(value -> given.put(setting, value));
      fromEnvironment(setting, paths.environment()).ifPresent(value -> given.put(setting, value));
    }
    Settings settings = new Settings(paths, found.path(), found.warnings(), given);
    for (Setting setting : given.keySet()) {
      settings.check(setting);
    }
    return settings;
  }

  /// The defaults: neither a file nor the environment is looked at.
  public static Settings defaults(UserPath paths) {
    return new Settings(paths, Optional.empty(), List.of(), new EnumMap<>(Setting.class));
  }

  private static IniFile read(Path file) {
    if (!file.toString().endsWith(".cfg") && !file.toString().endsWith(".ini")) {
      String name = String.valueOf(file.getFileName());
      int dot = name.lastIndexOf('.');
      throw new SettingsException(
          "Unsupported configuration file extension for "
              + file
              + ": "
              + (dot <= 0 ? "" : name.substring(dot)));
    }
    try {
      return IniFile.parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new SettingsException(
          "Error reading config file(" + file + ") because the config file was not utf8 encoded");
    } catch (IOException e) {
      throw new SettingsException("Error reading config file (" + file + "): " + e.getMessage());
    } catch (SettingsException e) {
      throw new SettingsException("Error reading config file (" + file + "): " + e.getMessage());
    }
  }

  private static Optional<Given> fromFile(
      Setting setting, Optional<IniFile> ini, Optional<Path> file) {
    return ini.flatMap(parsed ->
        setting.entries().reversed().stream()
            .flatMap(entry -> parsed.get(entry).stream())
            .findFirst()
            .map(text -> new Given(text, file.orElseThrow().toString())));
  }

  /// An empty variable counts only where an empty text is a value.
  private static Optional<Given> fromEnvironment(Setting setting, Map<String, String> environment) {
    return setting.environment().reversed().stream()
        .filter(environment::containsKey)
        .findFirst()
        .map(name -> new Given(environment.getOrDefault(name, ""), "env: " + name))
        .filter(value -> !value.text().isEmpty() || setting.type() != Setting.Type.NUMBER);
  }

  /// The same with a value from the command line, which beats all others.
  public Settings with(Setting setting, String text) {
    Map<Setting, Given> more = new EnumMap<>(Setting.class);
    more.putAll(given);
    more.put(setting, new Given(text, "cli"));
    return new Settings(userPath, file, warnings, more);
  }

  /// The same for a project, which may be packaged.
  public Settings within(Path project) {
    return new Settings(userPath.within(project), file, warnings, given);
  }

  /// The configuration file that was read.
  public Optional<Path> file() {
    return file;
  }

  /// What to tell the user about how the file was found.
  public List<String> warnings() {
    return warnings;
  }

  /// How paths of the user are read.
  public UserPath userPath() {
    return userPath;
  }

  /// `default`, `env: NAME`, the file's path or `cli`.
  public String origin(Setting setting) {
    return value(setting).origin();
  }

  /// Whether anything but the default gives the value.
  public boolean isGiven(Setting setting) {
    return given.containsKey(setting);
  }

  public boolean bool(Setting setting) {
    return YesNo.of(value(setting).text()).orElse(false);
  }

  /// The text; empty when there is none. Paths are absolute.
  public String text(Setting setting) {
    String known = texts.get(setting);
    if (known == null) {
      known = absolute(setting, value(setting).text());
      texts.put(setting, known);
    }
    return known;
  }

  private String absolute(Setting setting, String text) {
    return setting.type() == Setting.Type.PATH && !text.isEmpty()
        ? resolve(setting, text).toString()
        : unquote(text);
  }

  /// The text, if there is any.
  public Optional<String> optional(Setting setting) {
    return Optional.of(text(setting)).filter(text -> !text.isEmpty());
  }

  public int number(Setting setting) {
    String text = value(setting).text().strip();
    return text.isEmpty() ? 0 : parse(setting, text);
  }

  /// The items of a list.
  public List<String> list(Setting setting) {
    String text = value(setting).text();
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).map(Settings::unquote).toList();
  }

  /// The paths of a list, absolute.
  public List<Path> paths(Setting setting) {
    return paths.computeIfAbsent(setting, _ -> split(setting, value(setting).text()));
  }

  private List<Path> split(Setting setting, String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    String separator = setting.type() == Setting.Type.PATH_LIST ? "," : ":";
    return Arrays.stream(text.split(separator, -1))
        .map(String::strip)
        .map(part -> resolve(setting, part))
        .toList();
  }

  /// The value as `ansible-config dump` shows it.
  public String shown(Setting setting) {
    return switch (setting.type()) {
      case TEXT, PATH -> optional(setting).orElse("None");
      case BOOLEAN -> bool(setting) ? "True" : "False";
      case NUMBER -> value(setting).text().isEmpty() ? "None" : Integer.toString(number(setting));
      case LIST -> shown(list(setting));
      case PATHS, PATH_LIST -> shown(paths(setting).stream().map(Path::toString).toList());
    };
  }

  private static String shown(List<String> items) {
    return "[" + String.join(", ", items.stream().map(item -> "'" + item + "'").toList()) + "]";
  }

  private Path resolve(Setting setting, String text) {
    String origin = value(setting).origin();
    Path base = origin.startsWith("/") ? Path.of(origin) : userPath.directory();
    return userPath.resolve(text.replace("{{CWD}}", userPath.directory().toString()), base);
  }

  private Given value(Setting setting) {
    Given value = given.get(setting);
    return value == null ? new Given(fallback(setting), "default") : value;
  }

  private String fallback(Setting setting) {
    String text = setting.fallback();
    return text.contains("{{ANSIBLE_HOME}}")
        ? text.replace("{{ANSIBLE_HOME}}", text(Setting.ANSIBLE_HOME))
        : text;
  }

  private void check(Setting setting) {
    if (setting.type() == Setting.Type.NUMBER) {
      number(setting);
    }
    if (setting.choices().isEmpty()) {
      return;
    }
    List<String> values =
        setting.type() == Setting.Type.LIST ? list(setting) : List.of(text(setting));
    if (!setting.choices().containsAll(values)) {
      throw new SettingsException(
          "Invalid value \"%s\" for configuration option \"setting: %s \", valid values are: %s"
              .formatted(text(setting), setting, String.join(", ", setting.choices())));
    }
  }

  private int parse(Setting setting, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new SettingsException(
          ("Invalid type for configuration option setting: %s (from %s): invalid literal for int()"
                  + " with base 10: '%s'")
              .formatted(setting, value(setting).origin(), text));
    }
  }

  private static String unquote(String text) {
    boolean quoted =
        text.length() > 1
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(0) == text.charAt(text.length() - 1)
            && text.charAt(text.length() - 2) != '\\';
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
