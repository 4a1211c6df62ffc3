package dev.holdfast.cli.output;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The colours of lines, by what they tell.
public final class Palette {
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("black", "0;30"),
          Map.entry("bright gray", "0;37"),
          Map.entry("blue", "0;34"),
          Map.entry("white", "1;37"),
          Map.entry("green", "0;32"),
          Map.entry("bright blue", "1;34"),
          Map.entry("cyan", "0;36"),
          Map.entry("bright green", "1;32"),
          Map.entry("red", "0;31"),
          Map.entry("bright cyan", "1;36"),
          Map.entry("purple", "0;35"),
          Map.entry("bright red", "1;31"),
          Map.entry("yellow", "0;33"),
          Map.entry("bright purple", "1;35"),
          Map.entry("dark gray", "1;30"),
          Map.entry("bright yellow", "1;33"),
          Map.entry("magenta", "0;35"),
          Map.entry("bright magenta", "1;35"),
          Map.entry("normal", "0"));

  private final Map<Screen.Colour, String> codes = new EnumMap<>(Screen.Colour.class);

  private Palette() {}

  /// The colours that the settings `colors` name.
  static Palette of(Settings settings) {
    Palette palette = new Palette();
    for (Screen.Colour colour : Screen.Colour.values()) {
      if (colour != Screen.Colour.NONE) {
        palette.codes.put(colour, CODES.getOrDefault(settings.text(setting(colour)), ""));
      }
    }
    return palette;
  }

  /// The colours while no settings are read.
  static Palette plain() {
    Palette palette = new Palette();
    for (Screen.Colour colour : Screen.Colour.values()) {
      if (colour != Screen.Colour.NONE) {
        palette.codes.put(colour, CODES.getOrDefault(setting(colour).fallback(), ""));
      }
    }
    return palette;
  }

  private static Setting setting(Screen.Colour colour) {
    return Setting.valueOf("COLOR_" + colour.name());
  }

  /// The text in a colour, each of its lines for itself.
  String paint(String text, Screen.Colour colour) {
    String code = codes.getOrDefault(colour, "");
    if (code.isEmpty()) {
      return text;
    }
    String start = String.format(Locale.ROOT, "\u001b[%sm", code);
    String end = "\u001b[0m";
    return start + text.replace("\n", end + "\n" + start) + end;
  }
}
