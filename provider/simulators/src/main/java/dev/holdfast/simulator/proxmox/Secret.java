package dev.holdfast.simulator.proxmox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A password or token that shows itself nowhere.
final class Secret {

  private final String value;

  Secret(String value) {
    this.value = value;
  }

  boolean matches(String given) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
