package dev.holdfast.engine.vars;

import java.util.Set;
import java.util.regex.Pattern;

/// The names that variables can have: Python's identifiers in ASCII.
///
/// Source: `isidentifier` of `ansible/utils/vars.py`.
public final class VariableNames {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> KEYWORDS =
      Set.of(
          "False",
          "None",
          "True",
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  private VariableNames() {}

  /// Whether a variable can be called so.
  public static boolean valid(String name) {
    return NAME.matcher(name).matches() && !KEYWORDS.contains(name);
  }
}
