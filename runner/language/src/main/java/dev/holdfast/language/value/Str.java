package dev.holdfast.language.value;

/// Python's `str`. Text from playbooks and inventories may be a template; text that came from a
/// module, a lookup or `!unsafe` is marked and is never templated again.
///
/// The mark takes no part in equality: to a playbook both are the same text.
public record Str(String text, boolean unsafe) implements Value {
  public static Str of(String text) {
    return new Str(text, false);
  }

  public static Str unsafe(String text) {
    return new Str(text, true);
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
