package dev.holdfast.cli.galaxy;

import dev.holdfast.cli.common.CommandException;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.ListValue;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import dev.holdfast.language.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A role or collection that is to be installed.
///
/// @param source a path, an address, or `git+` before one
/// @param version a branch, tag or commit
/// @param name under which a role is installed
record Requirement(String source, Optional<String> version, Optional<String> name) {
  /// What a file of requirements asks for.
  record All(List<Requirement> roles, List<Requirement> collections) {}

  /// `SOURCE[,VERSION[,NAME]]`.
  static Requirement ofRole(String text) {
    String[] parts = text.split(",", 3);
    return new Requirement(parts[0].strip(), part(parts, 1), part(parts, 2));
  }

  private static Optional<String> part(String[] parts, int index) {
    return index < parts.length
        ? Optional.of(parts[index].strip()).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  /// `SOURCE[,VERSION]` for git, else a path or `NAMESPACE.NAME[:VERSION]`.
  static Requirement ofCollection(String text) {
    if (text.startsWith("git+") || text.contains(",")) {
      return ofRole(text);
    }
    return new Requirement(text, Optional.empty(), Optional.empty());
  }

  static All read(Path file) {
    try {
      Value value = YamlReader.load(file.toString(), Files.readString(file)).root().toValue();
      if (value instanceof ListValue list) {
        return new All(roles(list), List.of());
      }
      if (value instanceof DictValue dict) {
        return new All(
            roles(dict.get("roles").orElse(new ListValue())),
            collections(dict.get("collections").orElse(new ListValue())));
      }
    } catch (IOException e) {
      throw CommandException.error("The requirements file '" + file + "' does not exist.");
    }
    throw CommandException.error("No requirements found in file '" + file + "'");
  }

  private static List<Requirement> roles(Value value) {
    List<Requirement> roles = new ArrayList<>();
    for (Value item : items(value)) {
      if (item instanceof DictValue dict) {
        Optional<String> name = text(dict, "name");
        String source =
            text(dict, "src")
                .or(() -> text(dict, "role"))
                .or(() -> name)
                .orElseThrow(() -> CommandException.error("Must specify name or src for role"));
        boolean git = text(dict, "scm").filter("git"::equals).isPresent();
        roles.add(
            new Requirement(
                git && !source.startsWith("git+") ? "git+" + source : source,
                text(dict, "version"),
                name));
      } else {
        roles.add(ofRole(Text.str(item)));
      }
    }
    return roles;
  }

  private static List<Requirement> collections(Value value) {
    List<Requirement> collections = new ArrayList<>();
    for (Value item : items(value)) {
      if (item instanceof DictValue dict) {
        String source =
            text(dict, "source")
                .filter(_ -> text(dict, "type").isEmpty())
                .or(() -> text(dict, "name"))
                .orElseThrow(() ->
                    CommandException.error(
                        "Collections requirement entry should contain the key name."));
        boolean git = text(dict, "type").filter("git"::equals).isPresent();
        collections.add(
            new Requirement(
                git && !source.startsWith("git+") ? "git+" + source : source,
                text(dict, "version").filter(version -> !version.equals("*")),
                Optional.empty()));
      } else {
        collections.add(ofCollection(Text.str(item)));
      }
    }
    return collections;
  }

  private static List<Value> items(Value value) {
    return value instanceof ListValue list ? list.items() : List.of();
  }

  private static Optional<String> text(DictValue dict, String key) {
    return dict.get(key).map(Text::str).filter(text -> !text.isEmpty());
  }

  /// The last part of the source, without what follows the name of a repository or archive.
  String shortName() {
    String last = source.replaceFirst("#.*$", "").replaceFirst("/+$", "");
    return name.orElse(
        last.substring(last.lastIndexOf('/') + 1).replaceFirst("\\.(git|tar\\.gz|tgz|tar)$", ""));
  }
}
