package dev.holdfast.language.template;

/// Which types the results of templates have.
public enum Level {
  /// Text, read as a literal where it looks like a list, a dict or a boolean: the default of
  /// ansible-core 2.14.
  CLASSIC,
  /// Types are kept: the setting `jinja2_native`.
  NATIVE
}
