package dev.holdfast.language.value;

/// Python's `str`. Text from playbooks and inventories may be a template; text that came from a
/// module, a lookup or `!unsafe` is marked and is never templated again.
///
/// The marks take no part in equality: to a playbook all are the same text.
///
/// @param unsafe never templated
/// @param verbatim made by a filter that promises text (`to_json`, `string`): a template that gives
///   only this never reads it as a literal
public record Str(String text, boolean unsafe, boolean verbatim) implements Value {
  public static final Str EMPTY = of("");

  public static Str of(String text) {
    return new Str(text, false, false);
  }

  public static Str unsafe(String text) {
    return new Str(text, true, false);
  }

  /// The same text, with or without the mark of unsafe text.
  public Str withUnsafe(boolean mark) {
    return mark == unsafe ? this : new Str(text, mark, verbatim);
  }

  /// The same text, marked as never to be read as a literal.
  public Str asVerbatim() {
    return new Str(text, unsafe, true);
  }

  /// The same text without white space around it.
  public Str stripped() {
    return new Str(text.strip(), unsafe, verbatim);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Str str && str.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
