package dev.holdfast.language.value;

/// A document that cannot be read: YAML, JSON, a vault, a regular expression. Each reader has its
/// own kind.
public abstract non-sealed class DocumentException extends LanguageException {
  protected DocumentException(String message) {
    super(message);
  }

  protected DocumentException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String pythonType() {
    return "ansible.errors.AnsibleParserError";
  }
}
