package dev.holdfast.language.value;

/// What a name, attribute or item that does not exist evaluates to. Access to its members gives it
/// again; printing, comparing, calling or iterating it is an error with this message.
///
/// @param message as Ansible words it, such as `'x' is undefined` or `'dict object' has no
///   attribute 'k'`
/// @param lenient the value of an inline `if` without `else` that did not apply: it prints as
///   nothing, is false, and is empty
public record Undefined(String message, boolean lenient) implements Value {
  public Undefined(String message) {
    this(message, false);
  }
}
