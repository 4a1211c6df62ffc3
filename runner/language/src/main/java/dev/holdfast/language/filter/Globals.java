package dev.holdfast.language.filter;

import dev.holdfast.language.jinja.Function;
import java.util.Map;

/// The global functions that Ansible adds to Jinja2's own and that need nothing of a run.
public final class Globals {
  private Globals() {}

  /// Every function by name.
  public static final Map<String, Function> ALL = Map.of("now", TimeFilters::now);
}
