package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.Function;
import java.util.Map;

/// The global functions that need nothing of a run: Ansible's own, and Jinja2's `lipsum`.
public final class Globals {
  private Globals() {}

  /// Every function by name.
  public static final Map<String, Function> ALL =
      Map.of("lipsum", Lipsum::function, "now", TimeFilters::now);
}
