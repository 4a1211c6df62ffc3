package dev.holdfast.client.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A text that must never reach a log, an error or a file: its `toString` is redacted.
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  public static Secret of(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("A secret cannot be empty.");
    }
    return new Secret(text);
  }

  /// The text itself, for the one place that sends it.
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
