package dev.holdfast.engine.foreign;

import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.source.PluginFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Python files that modules import from `ansible.module_utils` and from collections.
///
/// Source: the order of the search and the redirects are those of the module util locators in
/// `ansible/executor/module_common.py`.
final class Utilities {
  private static final int PACKAGE_OF_COLLECTION = 5;

  private final UserFiles files;

  Utilities(UserFiles files) {
    this.files = files;
  }

  /// A Python file as it is sent.
  ///
  /// @param name its full name in parts
  /// @param folder whether it is the `__init__` of a package
  record Utility(List<String> name, boolean folder, String source) {
    Utility {
      name = List.copyOf(name);
    }

    String path() {
      return String.join("/", name) + (folder ? "/__init__.py" : ".py");
    }
  }

  /// What an import names: the module of that name, or the one before the last part.
  Optional<Utility> find(PythonImports.Import wanted) {
    List<String> name = wanted.name();
    if (name.size() > 2 && name.get(0).equals("ansible") && name.get(2).equals("six")) {
      name = name.subList(0, 3);
    }
    Optional<Utility> found = named(name);
    boolean shorter = !wanted.exact() && name.size() > 1;
    return found.isPresent() || !shorter ? found : named(name.subList(0, name.size() - 1));
  }

  /// The names that were looked for, as Python shows a list.
  static String candidates(PythonImports.Import wanted) {
    List<String> name = wanted.name();
    List<String> all = new ArrayList<>(List.of("'" + String.join(".", name) + "'"));
    if (!wanted.exact()) {
      all.add("'" + String.join(".", name.subList(0, name.size() - 1)) + "'");
    }
    return "[" + String.join(", ", all) + "]";
  }

  private Optional<Utility> named(List<String> name) {
    if (name.get(0).equals("ansible_collections")) {
      return ofCollection(name);
    }
    if (name.size() < 3) {
      return Optional.empty();
    }
    return legacy(name).or(() -> redirected(name, "ansible.builtin", 2));
  }

  private Optional<Utility> legacy(List<String> name) {
    String inside = String.join("/", name.subList(2, name.size()));
    for (Path folder : files.folders(PluginFolders.Kind.MODULE_UTILS)) {
      Optional<Utility> found = at(folder.resolve(inside), name);
      if (found.isPresent()) {
        return found;
      }
    }
    return files
        .core()
        .map(core -> at(core.resolve("module_utils").resolve(inside), name))
        .orElseGet(() -> Shim.file(name));
  }

  private static Optional<Utility> at(Path base, List<String> name) {
    Path init = base.resolve("__init__.py");
    if (Files.isRegularFile(init)) {
      return Optional.of(new Utility(name, true, read(init)));
    }
    Path file = base.resolveSibling(base.getFileName() + ".py");
    return Files.isRegularFile(file)
        ? Optional.of(new Utility(name, false, read(file)))
        : Optional.empty();
  }

  private Optional<Utility> ofCollection(List<String> name) {
    if (name.size() <= PACKAGE_OF_COLLECTION) {
      return Optional.of(new Utility(name, true, ""));
    }
    String collection = name.get(1) + "." + name.get(2);
    return redirected(name, collection, PACKAGE_OF_COLLECTION)
        .or(() ->
            files.roots(collection).stream()
                .flatMap(root -> inside(root, name).stream())
                .findFirst());
  }

  /// In collections a folder is a package, also without an `__init__.py`.
  private static Optional<Utility> inside(Path root, List<String> name) {
    Path base = root.resolve(String.join("/", name.subList(3, name.size())));
    return at(base, name)
        .or(() ->
            Files.isDirectory(base) ? Optional.of(new Utility(name, true, "")) : Optional.empty());
  }

  /// A file that stands for another one that has moved.
  private Optional<Utility> redirected(List<String> name, String collection, int from) {
    String own = String.join(".", name.subList(from, name.size()));
    Routing routing = files.routing(collection);
    routing.refuseRemoved("module_utils", own, collection);
    return routing
        .redirect("module_utils", own)
        .map(Utilities::whole)
        .map(
            target -> new Utility(name, false, STAND_IN.formatted(String.join(".", name), target)));
  }

  private static final String STAND_IN =
      """
      import sys
      import %2$s as there
      sys.modules['%1$s'] = there
      """;

  /// A redirect may name a module of a collection in short: `ns.coll.x` for its `module_utils`.
  private static String whole(String target) {
    if (target.startsWith("ansible_collections.") || target.startsWith("ansible.")) {
      return target;
    }
    String[] parts = target.split("\\.", 3);
    return parts.length < 3
        ? target
        : "ansible_collections." + parts[0] + "." + parts[1] + ".plugins.module_utils." + parts[2];
  }

  static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw ModuleFailure.of("Unable to read " + file + ": " + e.getMessage());
    }
  }
}
