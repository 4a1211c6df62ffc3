package dev.holdfast.language.value;

/// An error that a filter, a test, a lookup or the template engine reports itself.
public final class TemplateError extends LanguageException {
  private final String type;

  private TemplateError(String type, String message) {
    super(message);
    this.type = type;
  }

  private TemplateError(String type, String message, Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  /// Ansible's general error.
  public static TemplateError ansible(String message) {
    return new TemplateError("ansible.errors.AnsibleError", message);
  }

  /// Ansible's general error about another one.
  public static TemplateError ansible(String message, Throwable cause) {
    return new TemplateError("ansible.errors.AnsibleError", message, cause);
  }

  /// A filter of Ansible that refuses its input.
  public static TemplateError filter(String message) {
    return new TemplateError("ansible.errors.AnsibleFilterError", message);
  }

  /// A filter of Ansible whose input has the wrong type.
  public static TemplateError filterType(String message) {
    return new TemplateError("ansible.errors.AnsibleFilterTypeError", message);
  }

  /// A lookup that cannot find what it was asked for.
  public static TemplateError lookup(String message) {
    return new TemplateError("ansible.errors.AnsibleLookupError", message);
  }

  /// A lookup or setting with a wrong option.
  public static TemplateError options(String message) {
    return new TemplateError("ansible.errors.AnsibleOptionsError", message);
  }

  /// Jinja2's error while a template runs.
  public static TemplateError runtime(String message) {
    return new TemplateError("jinja2.exceptions.TemplateRuntimeError", message);
  }

  /// A filter of Jinja2 that was called with wrong arguments.
  public static TemplateError filterArgument(String message) {
    return new TemplateError("jinja2.exceptions.FilterArgumentError", message);
  }

  /// A template that is included, imported or extended and cannot be found.
  public static TemplateError templateNotFound(String message) {
    return new TemplateError("jinja2.exceptions.TemplateNotFound", message);
  }

  @Override
  public String pythonType() {
    return type;
  }
}
