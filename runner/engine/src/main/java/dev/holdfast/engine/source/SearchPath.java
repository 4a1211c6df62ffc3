package dev.holdfast.engine.source;

import dev.holdfast.engine.playbook.PlaybookException;
import dev.holdfast.engine.playbook.Role;
import dev.holdfast.engine.playbook.Task;
import dev.holdfast.engine.settings.UserPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a task's files are looked for: in its role and the roles that depend on it, beside the
/// task's own file, beside the playbook, each with and without a folder such as `files`.
///
/// Source: `path_dwim_relative_stack` of `ansible/parsing/dataloader.py`.
///
/// @param stack the folders in the order of the search
/// @param basedir the playbook's folder, looked at last
/// @param paths how `~` and relative paths are read
public record SearchPath(List<Path> stack, Path basedir, UserPath paths) {
  private static final List<String> MAIN = List.of("main.yml", "main.yaml", "main");

  public SearchPath {
    stack = List.copyOf(stack);
  }

  /// Of a task.
  public static SearchPath of(Task task, Path basedir, UserPath paths) {
    List<Path> stack = new ArrayList<>();
    for (Role role : task.origin().roleChain().reversed()) {
      if (!stack.contains(role.path())) {
        stack.add(role.path());
      }
    }
    Path file = paths.at(task.at().file()).toAbsolutePath();
    Optional.ofNullable(file.getParent()).filter(dir -> !stack.contains(dir)).ifPresent(stack::add);
    return new SearchPath(stack, basedir, paths);
  }

  /// Of a play itself.
  public static SearchPath of(Path basedir, UserPath paths) {
    return new SearchPath(List.of(basedir), basedir, paths);
  }

  /// The file, if it is anywhere.
  ///
  /// @param folder such as `files`, `templates` or `vars`
  public Optional<Path> find(String folder, String name) {
    return candidates(folder, name).stream().filter(Files::exists).findFirst();
  }

  /// The file.
  ///
  /// @throws PlaybookException that lists every path that was tried
  public Path require(String folder, String name) {
    return find(folder, name)
        .orElseThrow(() -> new PlaybookException(notFound(name, tried(folder, name))));
  }

  private List<String> tried(String folder, String name) {
    return isAbsolute(name)
        ? List.of()
        : candidates(folder, name).stream().map(Path::toString).toList();
  }

  private static boolean isAbsolute(String name) {
    return name.startsWith("/") || name.startsWith("~");
  }

  /// Every path that the name may stand for, in the order of the search.
  public List<Path> candidates(String folder, String name) {
    if (isAbsolute(name)) {
      return List.of(paths.resolve(name));
    }
    List<Path> candidates = new ArrayList<>();
    boolean named = name.startsWith(folder + "/") || name.equals(folder);
    for (Path path : stack) {
      Path up = Optional.ofNullable(path.getParent()).orElse(path);
      if (up.endsWith("tasks") && isRole(path)) {
        Path role = Optional.ofNullable(up.getParent()).orElse(up);
        candidates.add(role.resolve(folder).resolve(name));
        candidates.add(up.resolve(name));
      } else {
        if (!named) {
          candidates.add(path.resolve(folder).resolve(name));
        }
        candidates.add(path.resolve(name));
      }
    }
    if (!named) {
      candidates.add(basedir.resolve(folder).resolve(name));
    }
    candidates.add(basedir.resolve(name));
    return candidates;
  }

  /// A guess: there is a main file of tasks or meta data in or beside the folder.
  private static boolean isRole(Path path) {
    Path up = Optional.ofNullable(path.getParent()).orElse(path);
    return (path.endsWith("tasks") && hasMain(path))
        || hasMain(path.resolve("tasks"))
        || hasMain(path.resolve("meta"))
        || hasMain(up.resolve("tasks"))
        || hasMain(up.resolve("meta"));
  }

  private static boolean hasMain(Path folder) {
    return MAIN.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
  }

  /// The folders as `ansible_search_path` shows them.
  public List<String> shown() {
    List<String> shown = new ArrayList<>(stack.stream().map(Path::toString).toList());
    if (!shown.contains(basedir.toString())) {
      shown.add(basedir.toString());
    }
    return shown;
  }

  /// The message about a file that is nowhere.
  public static String notFound(String name, List<String> tried) {
    return "Could not find or access '"
        + name
        + "'"
        + (tried.isEmpty() ? "" : "\nSearched in:\n\t" + String.join("\n\t", tried))
        + " on the Ansible Controller.\nIf you are using a module and expect the file to exist on"
        + " the remote, see the remote_src option";
  }
}
