package dev.holdfast.cli.galaxy;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The roles in folders, each with a note of when it came and in which version.
///
/// @param folders those that roles are looked for in; the first is where new ones go
record Roles(List<Path> folders, Screen screen, Clock clock) {
  private static final String NOTE = "meta/.galaxy_install_info";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE MMM dd HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  void install(Requirement role, Fetcher fetcher, boolean force)
      throws IOException, InterruptedException {
    String name = role.shortName();
    Path target = folders.getFirst().resolve(name);
    String version = role.version().orElse("");
    if (Files.isDirectory(target) && !force) {
      screen.line(
          "- %s (%s) is already installed, skipping."
              .formatted(name, version.isEmpty() ? "unknown version" : version));
      return;
    }
    Path content = fetcher.fetch(role);
    if (!Files.exists(content.resolve("meta/main.yml"))
        && !Files.exists(content.resolve("meta/main.yaml"))) {
      throw CommandException.error("this role does not appear to have a meta/main.yml file.");
    }
    screen.line("- extracting " + name + " to " + target);
    Fetcher.delete(target);
    Fetcher.copy(content, target);
    Files.writeString(
        target.resolve(NOTE),
        "install_date: %s\nversion: %s\n"
            .formatted(TIME.format(clock.instant()), version.isEmpty() ? "''" : version));
    screen.line(
        version.isEmpty()
            ? "- " + name + " was installed successfully"
            : "- " + name + " (" + version + ") was installed successfully");
  }

  void list() throws IOException {
    boolean any = false;
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        screen.warning("- the configured path " + folder + " does not exist.");
        continue;
      }
      any = true;
      screen.line("# " + folder);
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path role : entries.sorted().filter(Files::isDirectory).toList()) {
          screen.line("- " + role.getFileName() + ", " + version(role));
        }
      }
    }
    if (!any) {
      throw CommandException.error(
          "- None of the provided paths were usable. Please specify a valid path with --roles-path");
    }
  }

  private static String version(Path role) throws IOException {
    Path note = role.resolve(NOTE);
    if (Files.exists(note)
        && YamlReader.load(note.toString(), Files.readString(note)).root().toValue()
            instanceof DictValue dict) {
      String version = dict.get("version").map(Text::str).orElse("");
      return version.isEmpty() ? "(unknown version)" : version;
    }
    return "(unknown version)";
  }

  void remove(String name) throws IOException {
    for (Path folder : folders) {
      Path role = folder.resolve(name).normalize();
      if (role.startsWith(folder) && !role.equals(folder) && Files.isDirectory(role)) {
        Fetcher.delete(role);
        screen.line("- successfully removed " + name);
        return;
      }
    }
    screen.line("- " + name + " is not installed, skipping.");
  }
}
