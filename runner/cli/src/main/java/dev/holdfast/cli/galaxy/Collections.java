package dev.holdfast.cli.galaxy;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.cli.output.Screen;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The collections in folders.
///
/// @param folders each holds `ansible_collections`; the first is where new ones go
/// @param warns whether missing dependencies are told
record Collections(List<Path> folders, Screen screen, boolean warns) {
  private static final String BELOW = "ansible_collections";

  /// What a collection says of itself.
  private record About(String name, String version, Map<String, String> dependencies) {}

  /// Whether anything was new.
  boolean install(Requirement requirement, Fetcher fetcher, boolean force)
      throws IOException, InterruptedException {
    Path content = fetcher.fetch(requirement);
    About about =
        about(content)
            .orElseThrow(() ->
                CommandException.error(
                    "'" + requirement.source() + "' holds neither MANIFEST.json nor galaxy.yml"));
    Path target = place(folders.getFirst(), about.name());
    if (Files.isDirectory(target) && !force && sameVersion(target, about)) {
      return false;
    }
    screen.line("Installing '%s:%s' to '%s'".formatted(about.name(), about.version(), target));
    Fetcher.delete(target);
    Fetcher.copy(content, target);
    screen.line("%s:%s was installed successfully".formatted(about.name(), about.version()));
    about
        .dependencies()
        .forEach((name, version) -> {
          boolean missing =
              folders.stream().noneMatch(folder -> Files.isDirectory(place(folder, name)));
          if (missing && warns) {
            screen.warning(
                "%s depends on %s (%s), which is not installed and cannot be fetched from a server"
                    .formatted(about.name(), name, version));
          }
        });
    return true;
  }

  private static boolean sameVersion(Path installed, About about) throws IOException {
    return about(installed).filter(there -> there.version().equals(about.version())).isPresent();
  }

  private static Path place(Path folder, String name) {
    return folder.resolve(BELOW).resolve(name.replace('.', '/'));
  }

  private static Optional<About> about(Path content) throws IOException {
    Path manifest = content.resolve("MANIFEST.json");
    Path source = content.resolve("galaxy.yml");
    if (Files.exists(manifest)
        && dict(manifest).get("collection_info").orElse(new DictValue())
            instanceof DictValue info) {
      return Optional.of(about(info));
    }
    return Files.exists(source) ? Optional.of(about(dict(source))) : Optional.empty();
  }

  private static DictValue dict(Path file) throws IOException {
    Value value = YamlReader.load(file.toString(), Files.readString(file)).root().toValue();
    return value instanceof DictValue dict ? dict : new DictValue();
  }

  private static About about(DictValue info) {
    String name =
        info.get("namespace").map(Text::str).orElse("")
            + "."
            + info.get("name").map(Text::str).orElse("");
    if (!name.matches("[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*")) {
      throw CommandException.error("'" + name + "' is not a name of a collection");
    }
    Map<String, String> dependencies = new TreeMap<>();
    if (info.get("dependencies").orElse(new DictValue()) instanceof DictValue dict) {
      dict.entries().forEach((key, version) -> dependencies.put(Text.str(key), Text.str(version)));
    }
    return new About(name, info.get("version").map(Text::str).orElse("*"), dependencies);
  }

  void list() throws IOException {
    boolean any = false;
    for (Path folder : folders) {
      Map<String, String> found = installed(folder.resolve(BELOW));
      if (!found.isEmpty()) {
        any = true;
        table(folder.resolve(BELOW), found);
      }
    }
    if (!any) {
      throw CommandException.error(
          "None of the provided paths were usable. Please specify a valid path with"
              + " --collections-path");
    }
  }

  private static Map<String, String> installed(Path root) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path namespace : folders(root)) {
      for (Path collection : folders(namespace)) {
        String name = namespace.getFileName() + "." + collection.getFileName();
        about(collection).ifPresent(about -> found.put(name, about.version()));
      }
    }
    return found;
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return new ArrayList<>(entries.filter(Files::isDirectory).toList());
    }
  }

  private void table(Path root, Map<String, String> found) {
    int names = Math.max(10, found.keySet().stream().mapToInt(String::length).max().orElse(0));
    int versions = Math.max(7, found.values().stream().mapToInt(String::length).max().orElse(0));
    String row = "%-" + names + "s %-" + versions + "s";
    screen.line("\n# " + root);
    screen.line(row.formatted("Collection", "Version"));
    screen.line("-".repeat(names) + " " + "-".repeat(versions));
    found.forEach((name, version) -> screen.line(row.formatted(name, version)));
  }
}
