package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the files of a role's folder: `tasks/main.yml` and its like, under each of the extensions
/// that Ansible tries.
final class RoleFiles {
  private static final List<String> EXTENSIONS = List.of(".yml", ".yaml", ".json");

  private final Sources sources;
  private final String roleName;
  private final Path role;

  RoleFiles(Sources sources, String roleName, Path role) {
    this.sources = sources;
    this.roleName = roleName;
    this.role = role;
  }

  /// The one document of a folder such as `tasks` or `meta`.
  ///
  /// @param named the file's name when one was asked for
  /// @throws PlaybookException when a file was asked for and is not there
  Optional<YamlNode> document(String folder, Optional<String> named) {
    List<Path> found = find(folder, named, false);
    for (Path file : found) {
      Optional<YamlNode> node = sources.yaml(file);
      if (node.isPresent()) {
        return node;
      }
    }
    return Optional.empty();
  }

  /// The list of a folder such as `tasks`, empty when there is none.
  List<YamlNode> list(String folder, Optional<String> named) {
    return document(folder, named)
        .map(node ->
            Fields.items(
                node,
                "The "
                    + folder
                    + "/main.yml file for role '"
                    + roleName
                    + "' must contain a list of tasks"))
        .orElse(List.of());
  }

  /// The variables of `vars` or `defaults`; a folder `main` instead of a file is read whole, in the
  /// order of names.
  DictValue variables(String folder, Optional<String> named) {
    DictValue all = new DictValue();
    for (Path file : find(folder, named, true)) {
      Optional<Value> value = sources.yaml(file).map(YamlNode::toValue);
      if (value.isEmpty() || Fields.empty(value.get())) {
        continue;
      }
      if (!(value.get() instanceof DictValue dict)) {
        throw new PlaybookException(
            "The "
                + folder
                + "/main.yml file for role '"
                + roleName
                + "' must contain a dictionary of variables");
      }
      all.entries().putAll(dict.entries());
    }
    return all;
  }

  private List<Path> find(String folder, Optional<String> named, boolean wholeFolder) {
    Path dir = role.resolve(folder);
    if (!Files.isDirectory(dir)) {
      return List.of();
    }
    List<String> extensions = new ArrayList<>(EXTENSIONS);
    extensions.add(named.isPresent() ? 0 : extensions.size(), "");
    String name = named.orElse("main");
    for (String extension : extensions) {
      Path candidate = dir.resolve(name + extension).normalize();
      if (!Files.exists(candidate)) {
        continue;
      }
      if (!candidate.startsWith(dir.normalize())) {
        throw PlaybookException.endingRun(
            "Failed loading '"
                + candidate
                + "' for role ("
                + roleName
                + ") as it is not inside the expected role path: '"
                + dir
                + "'");
      }
      if (!Files.isDirectory(candidate)) {
        return List.of(candidate);
      }
      if (wholeFolder) {
        return below(candidate, extensions);
      }
    }
    if (named.isPresent()) {
      throw PlaybookException.endingRun(
          "Could not find specified file in role: " + folder + "/" + named.get());
    }
    return List.of();
  }

  private static List<Path> below(Path dir, List<String> extensions) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(dir)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".") || name.endsWith("~")) {
          continue;
        }
        if (Files.isDirectory(entry)) {
          files.addAll(below(entry, extensions));
        } else if (extensions.contains(extension(name))) {
          files.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }
}
