package dev.holdfast.language.value;

/// Access to something that a template must not reach.
public final class SecurityError extends LanguageException {
  public SecurityError(String message) {
    super(message);
  }

  @Override
  public String pythonType() {
    return "jinja2.exceptions.SecurityError";
  }
}
