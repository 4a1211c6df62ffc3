package dev.holdfast.engine.foreign;

import java.nio.file.Path;
import java.util.List;

/// The file of a module that is not ours.
///
/// @param name as the module is called when it stands alone
/// @param python the full name of the Python module that it becomes on the machine
/// @param names every name under which `module_defaults` may speak of it
/// @param notices deprecations that its collection tells of
public record ModuleSource(
    String name, String python, Path path, List<String> names, List<String> notices) {
  public ModuleSource {
    names = List.copyOf(names);
    notices = List.copyOf(notices);
  }

  static ModuleSource beside(String name, Path path) {
    return new ModuleSource(
        name, "ansible.modules." + name, path, List.of(name, "ansible.legacy." + name), List.of());
  }

  static ModuleSource core(String name, Path path) {
    return new ModuleSource(
        name,
        "ansible.modules." + name,
        path,
        List.of(name, "ansible.builtin." + name, "ansible.legacy." + name),
        List.of());
  }

  /// @param collection `namespace.name`
  static ModuleSource of(String collection, String name, Path root, Path path) {
    String inside = root.relativize(path).toString().replaceFirst("\\.[^./]*$", "");
    return new ModuleSource(
        collection + "." + name,
        "ansible_collections." + collection + "." + inside.replace('/', '.'),
        path,
        List.of(collection + "." + name),
        List.of());
  }

  ModuleSource with(List<String> more) {
    return new ModuleSource(name, python, path, names, more);
  }
}
