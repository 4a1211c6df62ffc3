package dev.holdfast.language.value;

/// A scalar tagged `!vault`: the envelope as it stands in the file, decrypted at its first use and
/// never printed in clear text by an error.
public record Vaulted(String envelope) implements Value {
  static final String LOCKED = "Attempting to decrypt but no vault secrets found";

  @Override
  public String toString() {
    return "Vaulted[]";
  }
}
