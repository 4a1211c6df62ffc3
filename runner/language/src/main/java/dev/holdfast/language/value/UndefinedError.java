package dev.holdfast.language.value;

/// The use of an [Undefined] value in a way that needs a value.
public final class UndefinedError extends LanguageException {
  public UndefinedError(String message) {
    super(message);
  }

  public UndefinedError(Undefined value) {
    this(value.message());
  }

  @Override
  public String pythonType() {
    return "jinja2.exceptions.UndefinedError";
  }
}
