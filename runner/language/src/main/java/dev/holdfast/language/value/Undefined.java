package dev.holdfast.language.value;

import java.util.regex.Pattern;

/// What a name, attribute or item that does not exist evaluates to. Access to its members gives it
/// again; printing, comparing, calling or iterating it is an error with this message.
///
/// @param message as Ansible words it, such as `'x' is undefined` or `'dict object' has no
///   attribute 'k'`
/// @param lenient the value of an inline `if` without `else` that did not apply: it prints as
///   nothing, is false, and is empty
public record Undefined(String message, boolean lenient) implements Value {
  private static final Pattern NAMED =
      Pattern.compile("('.*'|\".*\") is undefined", Pattern.DOTALL);

  public Undefined(String message) {
    this(message, false);
  }

  /// Its `repr`, which is no error.
  String described() {
    String name =
        NAMED.matcher(message).matches()
            ? message.substring(0, message.length() - " is undefined".length())
            : message;
    return name.equals(message)
        ? "AnsibleUndefined(hint=" + Text.repr(Str.of(message)) + ", obj=missing, name=None)"
        : "AnsibleUndefined(hint=None, obj=missing, name=" + name + ")";
  }
}
