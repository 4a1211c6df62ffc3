package dev.holdfast.language.value;

/// A template that Jinja2's grammar does not allow, or that names a filter or test nobody has.
public final class TemplateSyntaxError extends LanguageException {
  private final int line;

  public TemplateSyntaxError(String message, int line) {
    super(message);
    this.line = line;
  }

  /// The line of the template, counted from 1.
  public int line() {
    return line;
  }

  /// The message with its line, as Python prints the error where nothing explains it.
  public String described() {
    return message() + "\n  line " + line;
  }

  @Override
  public String pythonType() {
    return "jinja2.exceptions.TemplateSyntaxError";
  }
}
