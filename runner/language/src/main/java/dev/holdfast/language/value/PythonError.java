package dev.holdfast.language.value;

/// One of Python's own exceptions, raised by an operation or a method of a value.
public final class PythonError extends LanguageException {
  private final String type;

  /// @param type the exception's name, such as `TypeError` or `ZeroDivisionError`
  public PythonError(String type, String message) {
    super(message);
    this.type = type;
  }

  public static PythonError typeError(String message) {
    return new PythonError("TypeError", message);
  }

  public static PythonError valueError(String message) {
    return new PythonError("ValueError", message);
  }

  public static PythonError overflowError(String message) {
    return new PythonError("OverflowError", message);
  }

  /// A `KeyError`; its text is the repr of the key.
  public static PythonError keyError(Value key) {
    return new PythonError("KeyError", Text.repr(key));
  }

  public static PythonError indexError(String message) {
    return new PythonError("IndexError", message);
  }

  public static PythonError zeroDivision(String message) {
    return new PythonError("ZeroDivisionError", message);
  }

  public String type() {
    return type;
  }

  @Override
  public String pythonType() {
    return type;
  }
}
