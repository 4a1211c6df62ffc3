package dev.holdfast.cli.config;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.language.value.Bool;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.None;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Settings as `ansible-config` shows them.
final class SettingsText {
  private static final String FILE = "CONFIG_FILE";

  private SettingsText() {}

  /// The settings by name; those of plugins are only in the table of all.
  private static List<Setting> sorted() {
    return Stream.of(Setting.values()).sorted(Comparator.comparing(Setting::name)).toList();
  }

  /// A setting with its value.
  ///
  /// @param origin empty for the file itself
  record Row(String name, String origin, Value value, String shown) {
    String line() {
      return name + "(" + origin + ") = " + shown;
    }

    DictValue dict() {
      DictValue dict = new DictValue();
      dict.put("name", Str.of(name));
      dict.put("origin", Str.of(origin));
      dict.put("type", None.NONE);
      dict.put("value", value);
      return dict;
    }
  }

  static List<Row> rows(Settings settings, boolean onlyChanged) {
    List<Row> rows = new ArrayList<>();
    for (Setting setting : sorted()) {
      if (isBase(setting) && (!onlyChanged || settings.isGiven(setting))) {
        rows.add(
            new Row(
                setting.name(),
                settings.origin(setting),
                value(setting, settings),
                settings.shown(setting)));
      }
    }
    settings
        .file()
        .ifPresent(path -> rows.add(new Row(FILE, "", Str.of(path.toString()), path.toString())));
    rows.sort(Comparator.comparing(Row::name));
    return rows;
  }

  /// Settings behind this one belong to plugins.
  private static boolean isBase(Setting setting) {
    return setting.compareTo(Setting.VERBOSE_TO_STDERR) <= 0;
  }

  private static Value value(Setting setting, Settings settings) {
    return switch (setting.type()) {
      case TEXT, PATH -> settings.optional(setting).<Value>map(Str::of).orElse(None.NONE);
      case BOOLEAN -> Bool.of(settings.bool(setting));
      case NUMBER ->
          settings.shown(setting).equals("None") ? None.NONE : Int.of(settings.number(setting));
      case LIST -> texts(settings.list(setting));
      case PATHS, PATH_LIST -> texts(settings.paths(setting).stream().map(Path::toString).toList());
    };
  }

  private static ListValue texts(List<String> texts) {
    return new ListValue(texts.stream().map(Str::of).toList());
  }

  /// Every setting with its places, types and defaults.
  static DictValue table() {
    DictValue table = new DictValue();
    for (Setting setting : sorted()) {
      DictValue about = new DictValue();
      about.put("default", setting.fallback().isEmpty() ? None.NONE : Str.of(setting.fallback()));
      about.put("type", Str.of(type(setting)));
      if (!setting.choices().isEmpty()) {
        about.put("choices", texts(setting.choices()));
      }
      if (!setting.environment().isEmpty()) {
        about.put(
            "env",
            new ListValue(
                setting.environment().stream()
                    .map(name -> DictValue.of(Map.of("name", Str.of(name))))
                    .toList()));
      }
      if (!setting.entries().isEmpty()) {
        about.put(
            "ini",
            new ListValue(
                setting.entries().stream()
                    .map(entry ->
                        DictValue.of(
                            Map.of("section", Str.of(entry.section()), "key", Str.of(entry.key()))))
                    .toList()));
      }
      table.put(setting.name(), about);
    }
    return table;
  }

  private static String type(Setting setting) {
    return switch (setting.type()) {
      case TEXT -> "string";
      case NUMBER -> "integer";
      case PATHS -> "pathspec";
      case PATH_LIST -> "pathlist";
      case BOOLEAN, LIST, PATH -> setting.type().name().toLowerCase(Locale.ROOT);
    };
  }

  /// A configuration file with every setting at its default.
  ///
  /// @param disabled whether each is commented out
  static String file(boolean disabled) {
    Map<String, StringBuilder> sections = new LinkedHashMap<>();
    for (Setting setting : sorted()) {
      if (!setting.entries().isEmpty()) {
        Setting.Entry entry = setting.entries().getLast();
        sections
            .computeIfAbsent(entry.section(), _ -> new StringBuilder())
            .append("# (")
            .append(type(setting))
            .append(") ")
            .append(setting.name())
            .append('\n')
            .append(disabled ? ";" : "")
            .append(entry.key())
            .append('=')
            .append(setting.fallback())
            .append("\n\n");
      }
    }
    StringBuilder text = new StringBuilder();
    sections.forEach(
        (name, body) -> text.append('[').append(name).append("]\n").append(body).append('\n'));
    return text.toString();
  }

  /// The environment variables of all settings, as lines of a shell script.
  static String variables(boolean disabled) {
    StringBuilder text = new StringBuilder();
    for (Setting setting : sorted()) {
      if (!setting.environment().isEmpty()) {
        text.append("# ")
            .append(setting.name())
            .append('(')
            .append(type(setting))
            .append(")\n")
            .append(disabled ? "#" : "")
            .append(setting.environment().getLast())
            .append("='")
            .append(setting.fallback())
            .append("'\n\n");
      }
    }
    return text.toString();
  }
}
