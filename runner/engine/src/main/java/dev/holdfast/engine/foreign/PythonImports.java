package dev.holdfast.engine.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The imports of a Python file that concern Ansible, found without running Python.
///
/// Source: which imports count and how relative ones are read is that of `ModuleDepFinder` in
/// `ansible/executor/module_common.py`.
final class PythonImports {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "(?:^|:)\\s*(?:import\\s+(.+)|from\\s+([.\\s\\w]+?)\\s*\\bimport\\b\\s*(.+))$");

  private PythonImports() {}

  /// One imported name.
  ///
  /// @param name its parts; the last may be a module or something in one
  /// @param exact whether the last part is surely a module
  /// @param optional whether it stands inside something, such as a `try`
  record Import(List<String> name, boolean exact, boolean optional) {
    Import {
      name = List.copyOf(name);
    }
  }

  /// @param module the full name of the file's own module
  /// @param folder whether the file is the `__init__` of a package
  static List<Import> of(String source, String module, boolean folder) {
    List<Import> found = new ArrayList<>();
    for (String line : PythonLines.of(source)) {
      if (!line.contains("import")) {
        continue;
      }
      boolean nested = !line.isEmpty() && Character.isWhitespace(line.charAt(0));
      for (String statement : line.strip().split(";")) {
        Matcher matcher = STATEMENT.matcher(statement.strip());
        if (matcher.find()) {
          boolean optional = nested || matcher.start() > 0;
          if (matcher.group(1) != null) {
            whole(matcher.group(1), optional, found);
          } else {
            parts(
                absolute(matcher.group(2).replaceAll("\\s", ""), module, folder),
                matcher.group(3),
                optional,
                found);
          }
        }
      }
    }
    return found;
  }

  private static void whole(String names, boolean optional, List<Import> found) {
    for (String name : names(names)) {
      if (name.startsWith("ansible.module_utils.") || name.startsWith("ansible_collections.")) {
        found.add(new Import(split(name), false, optional));
      }
    }
  }

  private static void parts(
      Optional<String> from, String names, boolean optional, List<Import> found) {
    boolean wanted =
        from.filter(name ->
                name.startsWith("ansible.module_utils")
                    || (name.startsWith("ansible_collections.")
                        && (name.endsWith("plugins.module_utils")
                            || name.contains(".plugins.module_utils."))))
            .isPresent();
    if (!wanted) {
      return;
    }
    for (String name : names(names)) {
      List<String> whole = new ArrayList<>(split(from.orElseThrow()));
      whole.add(name);
      found.add(new Import(whole, false, optional));
    }
  }

  /// The names of an import without what they are renamed to.
  private static List<String> names(String text) {
    return Arrays.stream(text.replace("(", " ").replace(")", " ").split(","))
        .map(name -> name.strip().split("\\s+")[0])
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static List<String> split(String name) {
    return List.of(name.split("\\."));
  }

  private static Optional<String> absolute(String from, String module, boolean folder) {
    int level = 0;
    while (level < from.length() && from.charAt(level) == '.') {
      level++;
    }
    if (level == 0) {
      return Optional.of(from);
    }
    List<String> parts = split(module);
    int kept = parts.size() - level + (folder ? 1 : 0);
    if (kept < 0) {
      return Optional.empty();
    }
    List<String> name = new ArrayList<>(parts.subList(0, kept));
    if (from.length() > level) {
      name.add(from.substring(level));
    }
    return Optional.of(String.join(".", name));
  }
}
