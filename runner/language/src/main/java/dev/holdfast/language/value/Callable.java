package dev.holdfast.language.value;

/// Something that a template calls: a global function, a bound method, a macro.
public non-sealed interface Callable extends Value {
  /// The name that errors and `repr` show.
  String name();

  /// Calls it.
  Value call(Arguments arguments);
}
