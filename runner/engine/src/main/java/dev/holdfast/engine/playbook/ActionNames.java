package dev.holdfast.engine.playbook;

import dev.holdfast.language.jinja.PluginNames;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The actions whose names mean something to the parser itself.
public final class ActionNames {
  private static final Set<String> FREE_FORM =
      Set.of("command", "shell", "raw", "script", "win_command", "win_shell");
  private static final Set<String> RAW_PARAMETERS =
      Set.of(
          "include",
          "include_vars",
          "include_tasks",
          "include_role",
          "import_tasks",
          "import_role",
          "add_host",
          "group_by",
          "set_fact",
          "meta");

  private ActionNames() {}

  /// The short name of a built-in action: `ansible.builtin.copy` and `ansible.legacy.copy` are
  /// `copy`; names of other collections stay whole.
  public static String base(String name) {
    return PluginNames.bare(name);
  }

  /// Whether the action takes one free text instead of `key=value` pairs.
  public static boolean freeForm(String name) {
    String base = base(name);
    return FREE_FORM.contains(base)
        || base.equals("ansible.windows.win_command")
        || base.equals("ansible.windows.win_shell");
  }

  /// Whether text that is not `key=value` is accepted at all.
  public static boolean takesRawParameters(String name) {
    return freeForm(name) || RAW_PARAMETERS.contains(base(name));
  }

  /// The actions that take free text, for the error that lists them.
  static List<String> rawParameterNames() {
    return Stream.concat(FREE_FORM.stream(), RAW_PARAMETERS.stream()).sorted().toList();
  }

  /// Whether `cmd` is another way to give the free text.
  public static boolean hasCmd(String name) {
    return Set.of("command", "shell", "script").contains(base(name));
  }

  /// Whether the action is the parser's and the strategies' own.
  public static boolean ofParser(String name) {
    return base(name).equals("meta") || includesTasks(name) || includesRole(name);
  }

  public static boolean includesTasks(String name) {
    return Set.of("include", "include_tasks", "import_tasks").contains(base(name));
  }

  /// Whether the results are the playbook's own words, not those of a module.
  public static boolean setsVariables(String name) {
    return Set.of("set_fact", "include_vars").contains(base(name));
  }

  public static boolean includesRole(String name) {
    return Set.of("include_role", "import_role").contains(base(name));
  }
}
