package dev.holdfast.engine.foreign;

import dev.holdfast.engine.settings.Setting;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.source.PluginFolders;
import dev.holdfast.engine.source.ProjectFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Where the user keeps modules and what they import: folders of plugins, collections, and the
/// installed ansible-core, which is looked for when it is first needed.
final class UserFiles {
  private final ProjectFiles files;
  private final Settings settings;
  private final Supplier<Optional<Path>> installation;
  private final Map<String, Routing> routings = new ConcurrentHashMap<>();
  private final Listing listing = new Listing();

  UserFiles(ProjectFiles files, Settings settings) {
    this.files = files;
    this.settings = settings;
    this.installation = once(() -> new Installation(settings.userPath()).find());
  }

  private static Supplier<Optional<Path>> once(Supplier<Optional<Path>> source) {
    Map<String, Optional<Path>> known = new ConcurrentHashMap<>();
    return () -> known.computeIfAbsent("", _ -> source.get());
  }

  Settings settings() {
    return settings;
  }

  /// The folders of a kind of plugins, as far as they are there.
  List<Path> folders(PluginFolders.Kind kind) {
    return files.plugins().of(kind);
  }

  Optional<Path> inFolders(PluginFolders.Kind kind, String name) {
    return folders(kind).stream()
        .flatMap(folder -> listing.find(folder, name).stream())
        .findFirst();
  }

  /// The folder of the installed ansible-core package.
  Optional<Path> core() {
    return installation.get().map(folder -> folder.resolve("ansible"));
  }

  Optional<Path> coreModule(String name) {
    return core().flatMap(core -> listing.find(core.resolve("modules"), name));
  }

  /// The folders of a collection, the first that is found counting.
  ///
  /// @param collection `namespace.name`
  List<Path> roots(String collection) {
    String[] parts = collection.split("\\.", 2);
    List<Path> folders = new ArrayList<>(files.collectionPaths());
    if (settings.bool(Setting.COLLECTIONS_SCAN_SYS_PATH)) {
      installation.get().ifPresent(folders::add);
    }
    return folders.stream()
        .map(folder ->
            folder.endsWith("ansible_collections") ? folder : folder.resolve("ansible_collections"))
        .map(folder -> folder.resolve(parts[0]).resolve(parts[1]))
        .filter(Files::isDirectory)
        .limit(1)
        .toList();
  }

  /// A plugin of a collection; its name may have folders, separated by dots.
  Optional<Path> inCollection(Path root, String kind, String name) {
    int dot = name.lastIndexOf('.');
    Path folder = root.resolve("plugins").resolve(kind);
    return dot < 0
        ? listing.find(folder, name)
        : listing.find(
            folder.resolve(name.substring(0, dot).replace('.', '/')), name.substring(dot + 1));
  }

  /// The redirects of a collection, or those of ansible-core itself for `ansible.builtin`.
  Routing routing(String collection) {
    return routings.computeIfAbsent(
        collection,
        name -> {
          Optional<Path> file =
              name.equals("ansible.builtin")
                  ? core().map(core -> core.resolve("config/ansible_builtin_runtime.yml"))
                  : roots(name).stream().map(root -> root.resolve("meta/runtime.yml")).findFirst();
          return file.filter(Files::isRegularFile)
              .map(path -> Routing.of(files.yaml(path)))
              .orElse(Routing.NONE);
        });
  }
}
