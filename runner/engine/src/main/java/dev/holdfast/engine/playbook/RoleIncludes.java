package dev.holdfast.engine.playbook;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Types;
import dev.holdfast.language.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The arguments of `include_role` and `import_role`.
final class RoleIncludes {
  private static final Set<String> FROM =
      Set.of("tasks_from", "vars_from", "defaults_from", "handlers_from");
  private static final Set<String> OTHER =
      Set.of("name", "role", "apply", "public", "allow_duplicates", "rolespec_validate");

  private RoleIncludes() {}

  /// Refuses what is wrong whatever the variables hold.
  static void check(Task task) {
    DictValue arguments = task.call().arguments();
    String action = task.call().name();
    boolean dynamic = task.call().base().equals("include_role");
    if (name(task).isEmpty()) {
      throw mistake(task, "'name' is a required field for " + action + ".");
    }
    if (arguments.get("public").isPresent() && !dynamic) {
      throw mistake(task, "Invalid options for " + action + ": public");
    }
    List<String> bad =
        arguments.entries().keySet().stream()
            .map(Text::str)
            .filter(key -> !FROM.contains(key) && !OTHER.contains(key))
            .toList();
    if (!bad.isEmpty()) {
      throw mistake(task, "Invalid options for " + action + ": " + String.join(",", bad));
    }
    arguments
        .get("apply")
        .ifPresent(apply -> {
          if (!dynamic) {
            throw mistake(task, "Invalid options for " + action + ": apply");
          }
          if (!(apply instanceof DictValue)) {
            throw mistake(
                task,
                "Expected a dict for apply but got <class '" + Types.name(apply) + "'> instead");
          }
        });
    files(task, arguments);
  }

  static Optional<Value> name(Task task) {
    DictValue arguments = task.call().arguments();
    return arguments.get("name").or(() -> arguments.get("role"));
  }

  /// The files named with `…_from`, by kind; static imports know them without their folders.
  static Map<String, String> files(Task task, DictValue arguments) {
    boolean dynamic = task.directives().kind() == Directives.Kind.DYNAMIC_INCLUDE;
    Map<String, String> files = new LinkedHashMap<>();
    for (String key : FROM.stream().sorted().toList()) {
      Optional<Value> given = arguments.get(key);
      if (given.isPresent()) {
        if (!(given.get() instanceof Str str)) {
          throw mistake(
              task,
              "Expected a string for "
                  + key
                  + " but got <class '"
                  + Types.name(given.get())
                  + "'> instead");
        }
        String text = str.text();
        files.put(
            key.substring(0, key.length() - "_from".length()),
            dynamic ? text : text.substring(text.lastIndexOf('/') + 1));
      }
    }
    return files;
  }

  private static PlaybookException mistake(Task task, String message) {
    return new PlaybookException(message, task.at());
  }
}
