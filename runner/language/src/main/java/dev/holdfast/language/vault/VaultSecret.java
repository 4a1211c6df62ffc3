package dev.holdfast.language.vault;

import java.nio.charset.StandardCharsets;

/// A vault password; never printed.
public final class VaultSecret {
  private final byte[] bytes;

  private VaultSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public static VaultSecret of(byte[] bytes) {
    return new VaultSecret(bytes);
  }

  public static VaultSecret of(String text) {
    return new VaultSecret(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  @Override
  public String toString() {
    return "VaultSecret[]";
  }
}
