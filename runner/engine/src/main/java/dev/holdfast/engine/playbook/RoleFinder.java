package dev.holdfast.engine.playbook;

import dev.holdfast.language.yaml.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the folder of a role by its name: in collections, beside the playbook, on the roles path,
/// beside the role that asks for it, or as a path.
final class RoleFinder {
  private final Sources sources;

  RoleFinder(Sources sources) {
    this.sources = sources;
  }

  /// @param collection `namespace.name`, empty for a role of a plain folder
  record Found(String name, String collection, Path path) {}

  Found find(
      String name, Path basedir, Optional<Path> asker, List<String> collections, Position at) {
    Optional<Found> inCollection = inCollections(name, collections);
    if (inCollection.isPresent()) {
      return inCollection.get();
    }
    List<Path> search = new ArrayList<>();
    search.add(basedir.resolve("roles"));
    search.addAll(sources.rolePaths());
    asker.ifPresent(search::add);
    search.add(basedir);
    for (Path folder : search) {
      Path candidate = folder.resolve(name).normalize();
      if (Files.exists(candidate)) {
        return new Found(name, "", candidate);
      }
    }
    Path direct = Path.of(expandHome(name)).toAbsolutePath().normalize();
    if (Files.exists(direct)) {
      return new Found(direct.getFileName().toString(), "", direct);
    }
    List<String> tried = new ArrayList<>(collections);
    search.forEach(path -> tried.add(path.toString()));
    throw new PlaybookException(
        "the role '" + name + "' was not found in " + String.join(":", tried), at);
  }

  private Optional<Found> inCollections(String name, List<String> collections) {
    List<String> qualified = new ArrayList<>();
    if (name.matches("[a-zA-Z_]\\w*\\.[a-zA-Z_]\\w*\\.[\\w.]+")) {
      qualified.add(name);
    } else {
      collections.forEach(collection -> qualified.add(collection + "." + name));
    }
    for (String full : qualified) {
      Optional<Path> path = sources.collectionRole(full);
      if (path.isPresent()) {
        int second = full.indexOf('.', full.indexOf('.') + 1);
        return Optional.of(
            new Found(full.substring(second + 1), full.substring(0, second), path.get()));
      }
    }
    return Optional.empty();
  }

  private static String expandHome(String path) {
    return path.startsWith("~/") ? System.getProperty("user.home", "") + path.substring(1) : path;
  }
}
