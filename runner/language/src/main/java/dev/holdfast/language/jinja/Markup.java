package dev.holdfast.language.jinja;

import java.util.Set;

/// Text that `{% autoescape %}` leaves alone, and what it does with the rest.
final class Markup {
  private static final Set<String> SAFE_FILTERS =
      Set.of("safe", "escape", "e", "forceescape", "tojson", "xmlattr", "urlize");

  private Markup() {}

  /// Whether an expression gives markup already: a filter says so, or a macro made it.
  static boolean isSafe(Expr expr) {
    return expr instanceof Expr.Call
        || (expr instanceof Expr.Filtered filtered && SAFE_FILTERS.contains(filtered.name()));
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }
}
