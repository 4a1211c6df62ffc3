package dev.holdfast.language.value;

/// What goes wrong in the language: while a template is parsed or evaluated, or a document is read.
///
/// The message is the text that a user of Ansible knows.
public abstract sealed class LanguageException extends RuntimeException
    permits TemplateSyntaxError,
        UndefinedError,
        PythonError,
        TemplateError,
        SecurityError,
        DocumentException {
  private final String text;

  LanguageException(String message) {
    super(message);
    this.text = message;
  }

  LanguageException(String message, Throwable cause) {
    super(message, cause);
    this.text = message;
  }

  /// The message; never absent.
  public final String message() {
    return text;
  }

  /// The Python class whose place this error takes, as messages about errors show it, such as
  /// `jinja2.exceptions.UndefinedError`.
  public abstract String pythonType();
}
