package dev.holdfast.language.vault;

import dev.holdfast.language.value.DocumentException;

/// A vault that cannot be read or made; the text never holds a secret.
public final class VaultException extends DocumentException {
  VaultException(String message) {
    super(message);
  }

  VaultException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String pythonType() {
    return "ansible.parsing.vault.AnsibleVaultError";
  }
}
